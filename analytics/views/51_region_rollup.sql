CREATE VIEW region_rollup AS
SELECT a.region_code, r.year,
       min_by(r.report_id, (CASE WHEN a.type = 'county_rollup' THEN 0 ELSE 1 END, a.sort_order, a.agency_id)) AS report_id
FROM stg_report AS r
JOIN agency AS a ON a.agency_id = r.agency_id
WHERE a.registered AND r.scope = 'rollup'
GROUP BY a.region_code, r.year;
COMMENT ON VIEW region_rollup IS 'The roll-up report that a region itself published for a year';
COMMENT ON COLUMN region_rollup.region_code IS 'The region';
COMMENT ON COLUMN region_rollup.year IS 'Report year';
COMMENT ON COLUMN region_rollup.report_id IS 'The report: of the government itself where several claim to be a roll-up';
