-- All measures, or the one with the code given.
SELECT m.code, m.topic, m.sort_order, m.name_zh, m.name_en, m.kind, m.unit, m.comparable, m.additive, m.min_base,
       m.small_base, m.min_coverage, m.formula_zh, m.caveat_zh,
       coalesce((SELECT string_agg(DISTINCT t.edition, ';' ORDER BY t.edition) FROM measure_term AS t WHERE t.measure = m.code), '')
FROM measure AS m
WHERE $code = '' OR m.code = $code
ORDER BY m.sort_order;
