-- Whom the sums of a region and year hold, and its roll-up report.
SELECT count(*) FILTER (y.state = 'filed' AND y.scope = 'own'), count(*) FILTER (y.state = 'held'),
       count(*) FILTER (y.required OR (y.state = 'filed' AND y.scope = 'own')),
       coalesce((SELECT report_id FROM region_rollup WHERE region_code = $region AND year = $year), ''),
       coalesce(bool_or(a.simulated), FALSE)
FROM agency_year AS y
JOIN agency AS a ON a.agency_id = y.agency_id
JOIN stg_agency_region AS g ON g.agency_id = y.agency_id
WHERE g.region_code = $region AND y.year = $year AND a.in_rollup;
