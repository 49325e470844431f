CREATE VIEW applicant AS
SELECT DISTINCT m.sort_order, m.code AS measure, c.col_code = 'total' AS is_total
FROM measure AS m
JOIN cell AS c ON c.code = m.code
WHERE c.row_code = 'new_received';
COMMENT ON VIEW applicant IS 'Requests received by type of applicant: the cells of row 一 of table 3';
COMMENT ON COLUMN applicant.sort_order IS 'Order';
COMMENT ON COLUMN applicant.measure IS 'Measure of the column';
COMMENT ON COLUMN applicant.is_total IS 'The printed total, not a type';
