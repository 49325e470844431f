-- Who has filed: one row a body and year. Without a list of bodies, the
-- registered ones of a region.
SELECT a.*, y.year, y.state, y.required, y.punctual, coalesce(strftime(y.deadline_on, '%Y-%m-%d'), ''),
       coalesce(strftime(y.published_on, '%Y-%m-%d'), ''), coalesce(y.report_id, ''), coalesce(y.scope, ''),
       coalesce(y.revision, 0), y.held_files
FROM stg_agency AS a
JOIN agency_year AS y ON y.agency_id = a.agency_id
WHERE CASE WHEN len(CAST($agencies AS VARCHAR[])) > 0 THEN list_contains(CAST($agencies AS VARCHAR[]), a.agency_id)
           ELSE a.agency_id IN (SELECT agency_id FROM stg_agency_region WHERE region_code = $region) END
  AND y.year BETWEEN $from AND $to
ORDER BY a.sort_order, a.agency_id, y.year;
