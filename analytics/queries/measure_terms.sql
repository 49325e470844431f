-- The cells of one measure by edition, part and place in the form.
SELECT t.edition, t.part, t.code, t.sign, c.table_no, c.row_label, c.row_group, c.col_label, c.unit
FROM measure_term AS t
JOIN cell AS c ON c.edition = t.edition AND c.code = t.code
WHERE t.measure = $code
ORDER BY t.edition, t.part DESC, c.cell_order;
