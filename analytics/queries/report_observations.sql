-- Observations of one report in form order; code '' means all.
SELECT c.code, c.edition, c.table_no, c.cell_order, c.row_code, c.row_label, c.row_group, c.col_code, c.col_label,
       c.col_group, c.unit, c.kind, micro(o.value), o.status, o.unit, o.raw, o.position, o.ocr
FROM observation_by_report AS o
JOIN cell AS c ON c.edition = o.edition AND c.code = o.code
WHERE o.report_id = $report AND ($code = '' OR o.code = $code)
ORDER BY c.table_no, c.cell_order, c.edition;
