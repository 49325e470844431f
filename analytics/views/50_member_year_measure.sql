CREATE VIEW member_year_measure AS
WITH members AS (
    SELECT *, state = 'filed' AND own AS brings, known AND own AS counts, known_before AND own_before AS counts_before
    FROM agency_year_measure
)
SELECT agency_id, year, measure,
       CASE WHEN state = 'filed' AND NOT brings THEN 'not_own' ELSE status END AS status,
       CASE WHEN counts THEN num END AS num,
       CASE WHEN counts THEN den END AS den,
       CASE WHEN counts THEN not_counted ELSE 0 END AS not_counted,
       CASE WHEN brings THEN comparable_group END AS comparable_group,
       CASE WHEN counts THEN 1 ELSE 0 END AS counted,
       CASE WHEN brings THEN 1 ELSE 0 END AS filed,
       CASE WHEN state = 'held' THEN 1 ELSE 0 END AS held,
       CASE WHEN required OR brings THEN 1 ELSE 0 END AS expected,
       CASE WHEN counts AND counts_before THEN 1 ELSE 0 END AS in_both,
       counts AND counts_before AND same AS same,
       num_before, den_before
FROM members;
COMMENT ON VIEW member_year_measure IS 'What each body brings to a sum: its own report or nothing, never a roll-up';
COMMENT ON COLUMN member_year_measure.agency_id IS 'The body';
COMMENT ON COLUMN member_year_measure.year IS 'Report year';
COMMENT ON COLUMN member_year_measure.measure IS 'Measure code';
COMMENT ON COLUMN member_year_measure.status IS 'As in agency_year_measure; not_own when its report is a roll-up or of unknown scope';
COMMENT ON COLUMN member_year_measure.num IS 'The value, or the numerator of a rate; NULL when not counted';
COMMENT ON COLUMN member_year_measure.den IS 'Denominator of a rate';
COMMENT ON COLUMN member_year_measure.not_counted IS 'Cells inside the value that are blank or not applicable';
COMMENT ON COLUMN member_year_measure.comparable_group IS 'As in agency_year_measure';
COMMENT ON COLUMN member_year_measure.counted IS '1 when it has a value';
COMMENT ON COLUMN member_year_measure.filed IS '1 when it has a report';
COMMENT ON COLUMN member_year_measure.held IS '1 when it has only held files';
COMMENT ON COLUMN member_year_measure.expected IS '1 when it had to report, or did';
COMMENT ON COLUMN member_year_measure.in_both IS '1 when it is counted in this year and the one before';
COMMENT ON COLUMN member_year_measure.same IS 'Counted in both years with the same quantity';
COMMENT ON COLUMN member_year_measure.num_before IS 'num of the year before';
COMMENT ON COLUMN member_year_measure.den_before IS 'den of the year before';
