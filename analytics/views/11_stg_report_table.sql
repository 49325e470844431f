CREATE TABLE stg_report_table AS
WITH read_as AS (
    SELECT o.report_id, c.table_no, max(o.edition) AS edition
    FROM observation AS o
    JOIN cell AS c ON c.edition = o.edition AND c.code = o.code
    GROUP BY o.report_id, c.table_no
),
numbers AS (
    SELECT DISTINCT table_no FROM cell
)
SELECT r.report_id, n.table_no,
       coalesce(a.edition, t.edition, r.edition, f.edition) AS edition
FROM stg_report AS r
CROSS JOIN numbers AS n
LEFT JOIN read_as AS a ON a.report_id = r.report_id AND a.table_no = n.table_no
LEFT JOIN report_table AS t ON t.report_id = r.report_id AND t.table_no = n.table_no
LEFT JOIN form_edition AS f ON r.year BETWEEN f.first_year AND coalesce(f.last_year, r.year);
COMMENT ON TABLE stg_report_table IS 'Edition by which each table of a current report counts';
COMMENT ON COLUMN stg_report_table.edition IS 'Edition of its cells; where it has none, of the table, of the report, in force that year; NULL before the first edition';
COMMENT ON COLUMN stg_report_table.report_id IS 'The report';
COMMENT ON COLUMN stg_report_table.table_no IS 'Table of the form: 2, 3 or 4';
