CREATE TABLE agency_year AS
SELECT * FROM computed_agency_year ORDER BY agency_id, year;
COMMENT ON TABLE agency_year IS 'Coverage: who has filed, one row a body and year of its region';
COMMENT ON COLUMN agency_year.agency_id IS 'The body';
COMMENT ON COLUMN agency_year.year IS 'Report year';
COMMENT ON COLUMN agency_year.state IS 'filed, held (only held files), not_filed, not_expected';
COMMENT ON COLUMN agency_year.required IS 'Registered, obliged to report, and within its validity';
COMMENT ON COLUMN agency_year.report_id IS 'Current report, NULL unless filed';
COMMENT ON COLUMN agency_year.revision IS 'Its revision';
COMMENT ON COLUMN agency_year.scope IS 'Its scope';
COMMENT ON COLUMN agency_year.published_on IS 'Publication date that it states';
COMMENT ON COLUMN agency_year.deadline_on IS 'Last day in time; NULL where no deadline is known';
COMMENT ON COLUMN agency_year.held_files IS 'Files of this body and year that wait for a decision';
COMMENT ON COLUMN agency_year.punctual IS 'late, on_time, unknown: the first revision against the deadline; without a date never late';
