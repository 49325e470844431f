-- for a few measures at a time
INSERT INTO agency_year_measure SELECT * FROM computed_agency_year_measure ORDER BY measure, agency_id, year;
