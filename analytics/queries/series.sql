-- Measures × years of a selection, each year against the one before. A whole
-- region reads its kept totals; other selections add up their members.
WITH codes AS (
    SELECT m.* FROM measure AS m WHERE m.code IN (SELECT unnest(CAST($measures AS VARCHAR[])))
),
years AS (
    SELECT DISTINCT year FROM agency_year WHERE agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
),
totals AS (
    SELECT measure, year, counted, filed, held, expected, in_both, not_counted, status, num, den,
           group_low, group_high, same, same_num, same_den, same_num_before, same_den_before,
           rollup_status, rollup_value, rollup_num, rollup_den, rollup_not_counted
    FROM region_year_measure
    WHERE $whole AND region_code = $region AND measure IN (SELECT code FROM codes)
    UNION ALL
    SELECT measure, year, CAST(sum(counted) AS INTEGER), CAST(sum(filed) AS INTEGER), CAST(sum(held) AS INTEGER),
           CAST(sum(expected) AS INTEGER), CAST(sum(in_both) AS INTEGER), CAST(sum(not_counted) AS INTEGER),
           min_by(status, status_rank(status)),
           CAST(sum(num) AS DECIMAL(24, 6)), CAST(sum(den) AS DECIMAL(24, 6)),
           coalesce(min(comparable_group) FILTER (counted = 1), min(comparable_group)),
           coalesce(max(comparable_group) FILTER (counted = 1), max(comparable_group)),
           CAST(count(*) FILTER (same) AS INTEGER),
           CAST(sum(num) FILTER (same) AS DECIMAL(24, 6)), CAST(sum(den) FILTER (same) AS DECIMAL(24, 6)),
           CAST(sum(num_before) FILTER (same) AS DECIMAL(24, 6)), CAST(sum(den_before) FILTER (same) AS DECIMAL(24, 6)),
           NULL, NULL, NULL, NULL, NULL
    FROM member_year_measure
    WHERE NOT $whole AND alone = $alone AND measure IN (SELECT code FROM codes)
      AND agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
    GROUP BY measure, year
),
valued AS (
    SELECT t.*, measure_value(c.kind, t.num, t.den) AS value, is_known(c.kind, t.num, t.den) AS known,
           CASE WHEN t.group_low = t.group_high THEN t.group_low WHEN t.group_low IS NOT NULL THEN 'mixed' END AS grp
    FROM totals AS t
    JOIN codes AS c ON c.code = t.measure
),
noted AS (
    SELECT c.code, c.kind, c.min_base, c.small_base, y.year, n.* EXCLUDE (measure, year),
           b.value AS value_before, b.counted AS counted_before, b.expected AS expected_before,
           n.value IS NOT NULL AND b.value IS NOT NULL AND same_group(n.grp, b.grp) AS joins,
           note_code(c.kind, c.min_base, n.known, n.num, n.den, n.status, n.grp,
                     b.known, b.num, b.den, b.status, b.grp) AS note,
           note_code(c.kind, c.min_base, n.same > 0, n.same_num, n.same_den, '', 'all',
                     n.same > 0, n.same_num_before, n.same_den_before, '', 'all') AS same_note,
           measure_value(c.kind, n.same_num, n.same_den) AS same_now,
           measure_value(c.kind, n.same_num_before, n.same_den_before) AS same_before
    FROM codes AS c
    CROSS JOIN years AS y
    LEFT JOIN valued AS n ON n.measure = c.code AND n.year = y.year
    LEFT JOIN valued AS b ON b.measure = c.code AND b.year = y.year - 1
    WHERE y.year BETWEEN $from AND $to
)
SELECT t.code, t.year, coalesce(t.status, 'not_expected'), micro(t.value), CASE WHEN t.kind = 'rate' THEN micro(t.num) END,
       micro(t.den), coalesce(t.not_counted, 0), sample_size(t.kind, t.den, t.min_base, t.small_base),
       coalesce(t.counted, 0), coalesce(t.filed, 0), coalesce(t.held, 0), coalesce(t.expected, 0), coalesce(t.grp, ''),
       k.year IS NOT NULL, coalesce(t.joins, FALSE),
       t.note, micro(noted_change(t.note, t.value, t.value_before)), micro(noted_percent(t.note, t.value, t.value_before)),
       coalesce(t.counted_before, 0), coalesce(t.expected_before, 0),
       coalesce(t.in_both, 0) <> coalesce(t.counted, 0) OR coalesce(t.in_both, 0) <> coalesce(t.counted_before, 0),
       coalesce(t.same, 0), micro(t.same_now), micro(t.same_before),
       t.same_note, micro(noted_change(t.same_note, t.same_now, t.same_before)),
       micro(noted_percent(t.same_note, t.same_now, t.same_before)),
       t.rollup_status, micro(t.rollup_value), CASE WHEN t.kind = 'rate' THEN micro(t.rollup_num) END,
       micro(t.rollup_den), coalesce(t.rollup_not_counted, 0),
       sample_size(t.kind, t.rollup_den, t.min_base, t.small_base), micro(change(t.rollup_value, t.value))
FROM noted AS t
LEFT JOIN stg_measure_break AS k ON k.measure = t.code AND k.year = t.year
ORDER BY list_position(CAST($measures AS VARCHAR[]), t.code), t.year;
