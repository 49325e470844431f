CREATE VIEW stg_agency AS
WITH region_names AS (
    SELECT region_code, min(region_name) AS region_name FROM region GROUP BY region_code
)
SELECT a.agency_id, a.region_code, coalesce(r.region_name, '') AS region_name, a.name, a.short_name,
       a.type, coalesce(t.name_zh, a.type) AS type_name, a.level, coalesce(a.parent_id, '') AS parent_id,
       coalesce(a.valid_from, 0) AS valid_from, coalesce(a.valid_to, 0) AS valid_to,
       a.must_report, a.in_rollup, coalesce(a.deadline, '') AS deadline, a.registered, a.simulated, a.sort_order
FROM agency AS a
LEFT JOIN region_names AS r ON r.region_code = a.region_code
LEFT JOIN agency_type AS t ON t.key = a.type;
COMMENT ON VIEW stg_agency IS 'Bodies as answers show them: the words of their kind and region, nothing NULL';
COMMENT ON COLUMN stg_agency.region_name IS 'Name of the region, empty for an unregistered body';
COMMENT ON COLUMN stg_agency.type_name IS 'Official word of the kind of body';
COMMENT ON COLUMN stg_agency.parent_id IS 'Body it reports through, empty when none';
COMMENT ON COLUMN stg_agency.valid_from IS 'First report year, 0 when open';
COMMENT ON COLUMN stg_agency.valid_to IS 'Last report year, 0 when open';
COMMENT ON COLUMN stg_agency.deadline IS 'MM-DD of the following year, empty where none is known';
