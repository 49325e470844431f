-- Reports without their cells. ids names reports; the other filters narrow a
-- list, and empty ones let everything through.
SELECT r.report_id, a.*, r.year, r.revision, r.is_current, coalesce(r.edition, ''), r.scope, r.agency_name, r.title,
       coalesce(strftime(r.published_on, '%Y-%m-%d'), ''), coalesce(strftime(r.received_on, '%Y-%m-%d'), ''),
       coalesce(y.punctual, 'unknown'), r.format, r.file_name, r.source_sha256,
       coalesce(c.reported, 0), coalesce(c.blank, 0), coalesce(c.not_applicable, 0), coalesce(c.unreadable, 0),
       coalesce(c.absent, 0),
       r.is_current AND r.scope = 'own' AND a.registered AND a.in_rollup
FROM report AS r
JOIN stg_agency AS a ON a.agency_id = r.agency_id
LEFT JOIN agency_year AS y ON y.agency_id = r.agency_id AND y.year = r.year
LEFT JOIN report_count AS c ON c.report_id = r.report_id
WHERE r.year BETWEEN $from AND $to
  AND (r.is_current OR $all_revisions)
  AND (len(CAST($ids AS VARCHAR[])) = 0 OR r.report_id IN (SELECT unnest(CAST($ids AS VARCHAR[]))))
  AND (len(CAST($agencies AS VARCHAR[])) = 0 OR r.agency_id IN (SELECT unnest(CAST($agencies AS VARCHAR[]))))
  AND (len(CAST($types AS VARCHAR[])) = 0 OR a.type IN (SELECT unnest(CAST($types AS VARCHAR[]))))
  AND ($region = '' OR r.agency_id IN (SELECT agency_id FROM stg_agency_region WHERE region_code = $region))
ORDER BY r.year DESC, a.sort_order, a.agency_id, r.revision DESC;
