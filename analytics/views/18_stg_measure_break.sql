CREATE VIEW stg_measure_break AS
SELECT DISTINCT m.code AS measure, b.year
FROM measure AS m
JOIN series_break AS b ON b.topic IN ('all', m.topic);
COMMENT ON VIEW stg_measure_break IS 'Years before which a change of form or law touches a measure';
COMMENT ON COLUMN stg_measure_break.measure IS 'Measure code';
COMMENT ON COLUMN stg_measure_break.year IS 'First report year after the change';
