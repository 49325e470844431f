CREATE TABLE region_year AS
WITH seen AS (
    SELECT agency_id, year FROM stg_report
    UNION
    SELECT agency_id, year FROM stg_held
),
span AS (
    SELECT g.region_code, min(s.year) AS first_year, max(s.year) AS last_year
    FROM seen AS s
    JOIN stg_agency_region AS g ON g.agency_id = s.agency_id
    GROUP BY g.region_code
)
SELECT region_code, CAST(unnest(generate_series(first_year, last_year)) AS INTEGER) AS year
FROM span;
COMMENT ON TABLE region_year IS 'Years of a region: from the first to the last published or held report of its registered bodies, gaps included';
COMMENT ON COLUMN region_year.region_code IS 'Code of the region';
COMMENT ON COLUMN region_year.year IS 'Report year';
