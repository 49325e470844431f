-- Every cell of the form summed over a region's own reports of a year, and
-- what the roll-up report says.
WITH official AS (
    SELECT report_id FROM region_rollup WHERE region_code = $region AND year = $year
),
tables AS (
    SELECT n.table_no, coalesce(t.edition, f.edition) AS edition
    FROM (SELECT DISTINCT table_no FROM cell) AS n
    LEFT JOIN stg_report_table AS t ON t.table_no = n.table_no AND t.report_id IN (SELECT report_id FROM official)
    LEFT JOIN form_edition AS f ON $year BETWEEN f.first_year AND coalesce(f.last_year, $year)
),
said AS (
    SELECT o.* FROM observation_by_report AS o WHERE o.report_id IN (SELECT report_id FROM official)
),
compared AS (
    SELECT c.*, s.total, coalesce(s.counted, 0) AS counted, p.value AS said, p.raw, p.status,
           EXISTS (SELECT 1 FROM official) AS has_official
    FROM tables AS t
    JOIN cell AS c ON c.table_no = t.table_no AND c.edition = t.edition
    LEFT JOIN region_year_cell AS s ON s.region_code = $region AND s.year = $year AND s.code = c.code
    LEFT JOIN said AS p ON p.code = c.code AND p.edition = c.edition
)
SELECT code, edition, table_no, cell_order, row_code, row_label, row_group, col_code, col_label, col_group, unit, kind,
       micro(total), counted, $filed - counted,
       micro(said), CASE WHEN NOT has_official THEN 'not_filed' ELSE coalesce(status, 'absent') END, coalesce(raw, ''),
       micro(change(said, total))
FROM compared
ORDER BY table_no, cell_order;
