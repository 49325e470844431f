-- only if EXISTS (SELECT 1 FROM checked_table AS t JOIN (SELECT edition, table_no, count(*) AS cells FROM form_cell GROUP BY ALL) AS n USING (edition, table_no) WHERE n.cells > t.cells)
-- A cell that a report does not even list, though it has the table, is not there.

INSERT INTO loud_cell
SELECT t.rep, f.cell_no, f.table_no, NULL, 3
FROM checked_table AS t
JOIN form_cell AS f USING (edition, table_no)
WHERE NOT EXISTS (SELECT 1 FROM checked_cell AS c WHERE c.rep = t.rep AND c.cell_no = f.cell_no);
