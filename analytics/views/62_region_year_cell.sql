CREATE TABLE region_year_cell AS
SELECT g.region_code, o.year, o.code, CAST(sum(o.value) AS DECIMAL(24, 6)) AS total, CAST(count(*) AS INTEGER) AS counted
FROM stg_observation AS o
JOIN stg_report AS r ON r.report_id = o.report_id
JOIN agency AS a ON a.agency_id = r.agency_id
JOIN stg_agency_region AS g ON g.agency_id = r.agency_id
WHERE o.status = 'reported' AND o.kind <> 'amount_as_printed' AND r.scope = 'own' AND a.in_rollup
GROUP BY g.region_code, o.year, o.code
ORDER BY g.region_code, o.year, o.code;
COMMENT ON TABLE region_year_cell IS 'Every cell of the form added up over the bodies of a region: what its roll-up report is held against';
COMMENT ON COLUMN region_year_cell.region_code IS 'The region';
COMMENT ON COLUMN region_year_cell.year IS 'Report year';
COMMENT ON COLUMN region_year_cell.code IS 'Code of the cell; a code means the same in every edition';
COMMENT ON COLUMN region_year_cell.total IS 'Sum over the own reports whose cell is reported; money without a fixed unit is never summed';
COMMENT ON COLUMN region_year_cell.counted IS 'Reports in the sum';
