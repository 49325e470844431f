-- Tables of one report with the edition that each tells.
SELECT n.table_no, coalesce(t.edition, '')
FROM (SELECT DISTINCT table_no FROM cell) AS n
LEFT JOIN report_table AS t ON t.report_id = $report AND t.table_no = n.table_no
ORDER BY n.table_no;
