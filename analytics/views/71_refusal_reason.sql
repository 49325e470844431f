CREATE VIEW refusal_reason AS
SELECT DISTINCT o.sort_order AS group_order, o.measure AS group_measure, m.sort_order, m.code AS measure
FROM outcome AS o
JOIN measure AS m ON m.topic = 'reasons'
JOIN measure_term AS t ON t.measure = m.code
JOIN cell AS c ON c.edition = t.edition AND c.code = t.code
WHERE o.measure = 'applications.' || c.row_group || '.subtotal.total' AND c.row_group <> 'other';
COMMENT ON VIEW refusal_reason IS 'The reasons inside 不予公开, 无法提供 and 不予处理';
COMMENT ON COLUMN refusal_reason.group_order IS 'Order of the group';
COMMENT ON COLUMN refusal_reason.group_measure IS 'Measure of the group: the sum of its reasons';
COMMENT ON COLUMN refusal_reason.sort_order IS 'Order of the reason';
COMMENT ON COLUMN refusal_reason.measure IS 'Measure of the reason';
