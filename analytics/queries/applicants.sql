-- Columns of row 一, the printed total last.
SELECT measure FROM applicant ORDER BY is_total, sort_order;
