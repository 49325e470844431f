-- Measures that a cell of an edition enters.
SELECT t.measure, t.part, t.sign
FROM measure_term AS t
JOIN measure AS m ON m.code = t.measure
WHERE t.edition = $edition AND t.code = $code
ORDER BY m.sort_order, t.part DESC;
