-- Measures × years of a whole region: its kept totals. A year in which nothing
-- was expected has no row there; what the year before had still is said.
WITH codes AS (
    SELECT code, kind FROM measure WHERE code IN (SELECT unnest(CAST($measures AS VARCHAR[])))
),
years AS (
    SELECT DISTINCT year FROM agency_year
    WHERE agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[]))) AND year BETWEEN $from AND $to
)
SELECT c.code, y.year, coalesce(t.status, 'not_expected'), micro(t.value), CASE WHEN c.kind = 'rate' THEN micro(t.num) END,
       micro(t.den), coalesce(t.not_counted, 0), coalesce(t.sample, ''),
       coalesce(t.counted, 0), coalesce(t.filed, 0), coalesce(t.held, 0), coalesce(t.expected, 0), coalesce(t.comparable_group, ''),
       k.year IS NOT NULL, coalesce(t.value IS NOT NULL AND t.value_before IS NOT NULL AND t.same AND t.note <> 'coverage', FALSE),
       coalesce(t.note, 'missing_now'), micro(t.diff), micro(t.percent),
       coalesce(t.counted_before, b.counted, 0), coalesce(t.expected_before, b.expected, 0), coalesce(t.differs, b.counted > 0, FALSE), coalesce(t.gaps, FALSE),
       coalesce(t.same_bodies, 0), micro(t.same_now), micro(t.same_before), coalesce(t.same_note, 'missing_now'),
       micro(t.same_diff), micro(t.same_percent),
       t.rollup_status, micro(t.rollup_value), CASE WHEN c.kind = 'rate' THEN micro(t.rollup_num) END, micro(t.rollup_den),
       coalesce(t.rollup_not_counted, 0), coalesce(t.rollup_sample, ''), micro(t.rollup_difference)
FROM codes AS c
CROSS JOIN years AS y
LEFT JOIN region_year_measure AS t ON t.region_code = $region AND t.measure = c.code AND t.year = y.year
LEFT JOIN region_year_measure AS b ON b.region_code = $region AND b.measure = c.code AND b.year = y.year - 1
LEFT JOIN stg_measure_break AS k ON k.measure = c.code AND k.year = y.year
ORDER BY list_position(CAST($measures AS VARCHAR[]), c.code), y.year;
