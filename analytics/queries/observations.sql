-- Tidy observations of current reports. codes names cells or measures.
WITH codes AS (
    SELECT unnest(CAST($codes AS VARCHAR[])) AS code
    UNION
    SELECT t.code FROM measure_term AS t WHERE t.measure IN (SELECT unnest(CAST($codes AS VARCHAR[])))
)
SELECT a.region_code, a.agency_id, a.name, a.type, a.level, o.year, o.edition, r.scope,
       coalesce(c.table_no, 0), coalesce(c.row_code, ''), coalesce(c.row_label, ''), coalesce(c.col_code, ''),
       coalesce(c.col_label, ''), o.code, coalesce(c.measure_name, ''), micro(o.value), o.unit, o.status, o.raw, o.position, o.ocr,
       coalesce(c.comparable_group, o.edition),
       EXISTS (SELECT 1 FROM series_break AS k WHERE k.year = o.year AND k.topic IN ('all', c.topic)),
       o.report_id, r.revision, r.source_sha256, a.simulated
FROM observation_by_report AS o
JOIN stg_report AS r ON r.report_id = o.report_id
JOIN agency AS a ON a.agency_id = o.agency_id
LEFT JOIN stg_cell AS c ON c.edition = o.edition AND c.code = o.code
WHERE o.year BETWEEN $from AND $to
  AND (len(CAST($agencies AS VARCHAR[])) = 0 OR o.agency_id IN (SELECT unnest(CAST($agencies AS VARCHAR[]))))
  AND (len(CAST($types AS VARCHAR[])) = 0 OR a.type IN (SELECT unnest(CAST($types AS VARCHAR[]))))
  AND (len(CAST($codes AS VARCHAR[])) = 0 OR o.code IN (SELECT code FROM codes))
  AND ($region = '' OR o.agency_id IN (SELECT agency_id FROM stg_agency_region WHERE region_code = $region))
ORDER BY o.year, a.sort_order, a.agency_id, o.cell_order, o.code;
