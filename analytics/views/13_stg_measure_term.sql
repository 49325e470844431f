CREATE VIEW stg_measure_term AS
SELECT t.measure, t.edition, t.part, t.code, t.sign, c.table_no
FROM measure_term AS t
JOIN cell AS c ON c.edition = t.edition AND c.code = t.code;
COMMENT ON VIEW stg_measure_term IS 'The cells of each measure with the table that holds them';
COMMENT ON COLUMN stg_measure_term.table_no IS 'Table of the form: 2, 3 or 4';
