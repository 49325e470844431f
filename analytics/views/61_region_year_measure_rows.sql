-- for a few measures at a time
INSERT INTO region_year_measure SELECT * FROM computed_region_year_measure ORDER BY measure, region_code, year;
