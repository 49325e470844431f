CREATE VIEW stg_agency_region AS
SELECT agency_id, region_code FROM agency WHERE registered
UNION
SELECT agency_id, left(region_code, 6) FROM agency WHERE registered AND length(region_code) = 9;
COMMENT ON VIEW stg_agency_region IS 'Regions to which each registered body belongs: its own, and the county of a township';
COMMENT ON COLUMN stg_agency_region.region_code IS 'Code of the region';
