-- Measures × years of any other selection: its members added up and each year
-- held against the one before, as computed_region_year_measure does.
WITH codes AS (
    SELECT code, kind FROM measure WHERE code IN (SELECT unnest(CAST($measures AS VARCHAR[])))
),
years AS (
    SELECT DISTINCT year FROM agency_year
    WHERE agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[]))) AND year BETWEEN $from AND $to
),
totals AS (
    SELECT m.year, m.measure,
           CAST(sum(m.counted) AS INTEGER) AS counted, CAST(sum(m.filed) AS INTEGER) AS filed,
           CAST(sum(m.held) AS INTEGER) AS held, CAST(sum(m.expected) AS INTEGER) AS expected,
           CAST(sum(m.in_both) AS INTEGER) AS in_both, CAST(sum(m.not_counted) AS INTEGER) AS not_counted,
           min_by(m.status, status_rank(m.status)) AS status,
           CAST(sum(m.num) AS DECIMAL(24, 6)) AS num, CAST(sum(m.den) AS DECIMAL(24, 6)) AS den,
           coalesce(min(m.comparable_group) FILTER (m.counted = 1), min(m.comparable_group)) AS group_low,
           coalesce(max(m.comparable_group) FILTER (m.counted = 1), max(m.comparable_group)) AS group_high,
           CAST(count(*) FILTER (m.same) AS INTEGER) AS same_bodies,
           CAST(sum(m.num) FILTER (m.same) AS DECIMAL(24, 6)) AS same_num,
           CAST(sum(m.den) FILTER (m.same) AS DECIMAL(24, 6)) AS same_den,
           CAST(sum(m.num_before) FILTER (m.same) AS DECIMAL(24, 6)) AS same_num_before,
           CAST(sum(m.den_before) FILTER (m.same) AS DECIMAL(24, 6)) AS same_den_before
    FROM member_year_measure AS m
    WHERE m.measure IN (SELECT code FROM codes) AND m.agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
    GROUP BY m.year, m.measure
),
valued AS (
    SELECT t.*, m.kind, m.min_base, m.min_coverage, measure_value(m.kind, t.num, t.den) AS value, is_known(m.kind, t.num, t.den) AS known,
           CASE WHEN t.group_low = t.group_high THEN t.group_low WHEN t.group_low IS NOT NULL THEN 'mixed' END AS comparable_group,
           sample_size(m.kind, t.den, m.min_base, m.small_base) AS sample,
           measure_value(m.kind, t.same_num, t.same_den) AS same_now,
           measure_value(m.kind, t.same_num_before, t.same_den_before) AS same_before
    FROM totals AS t
    JOIN measure AS m ON m.code = t.measure
),
noted AS (
    SELECT n.* EXCLUDE (known, group_low, group_high, same_num, same_den, same_num_before, same_den_before, in_both),
           b.value AS value_before, coalesce(b.counted, 0) AS counted_before, coalesce(b.expected, 0) AS expected_before,
           n.in_both <> n.counted OR n.in_both <> coalesce(b.counted, 0) AS differs,
           same_group(n.comparable_group, b.comparable_group) AS same,
           n.counted < n.expected OR coalesce(b.counted < b.expected, FALSE) AS gaps,
           greatest(n.expected, coalesce(b.expected, 0)) AS expected_both,
           note_code(n.kind, n.min_base, n.known, n.num, n.den, n.status, n.comparable_group,
                     b.known, b.num, b.den, b.status, b.comparable_group) AS plain_note,
           note_code(n.kind, n.min_base, n.same_bodies > 0, n.same_num, n.same_den, '', 'all',
                     n.same_bodies > 0, n.same_num_before, n.same_den_before, '', 'all') AS same_note
    FROM valued AS n
    LEFT JOIN valued AS b ON b.measure = n.measure AND b.year = n.year - 1
),
judged AS (
    SELECT *, total_note(plain_note, gaps, same_note, same_bodies, expected_both, min_coverage) AS note,
           CASE WHEN gaps THEN same_now ELSE value END AS change_now,
           CASE WHEN gaps THEN same_before ELSE value_before END AS change_before
    FROM noted
)
SELECT c.code, y.year, coalesce(t.status, 'not_expected'), micro(t.value), CASE WHEN c.kind = 'rate' THEN micro(t.num) END,
       micro(t.den), coalesce(t.not_counted, 0), coalesce(t.sample, ''),
       coalesce(t.counted, 0), coalesce(t.filed, 0), coalesce(t.held, 0), coalesce(t.expected, 0), coalesce(t.comparable_group, ''),
       k.year IS NOT NULL, coalesce(t.value IS NOT NULL AND t.value_before IS NOT NULL AND t.same AND t.note <> 'coverage', FALSE),
       coalesce(t.note, 'missing_now'), micro(noted_change(t.note, t.change_now, t.change_before)), micro(noted_percent(t.note, t.change_now, t.change_before)),
       coalesce(t.counted_before, b.counted, 0), coalesce(t.expected_before, b.expected, 0), coalesce(t.differs, b.counted > 0, FALSE), coalesce(t.gaps, FALSE),
       coalesce(t.same_bodies, 0), micro(t.same_now), micro(t.same_before), coalesce(t.same_note, 'missing_now'),
       micro(noted_change(t.same_note, t.same_now, t.same_before)), micro(noted_percent(t.same_note, t.same_now, t.same_before)),
       NULL, NULL, NULL, NULL, 0, '', NULL
FROM codes AS c
CROSS JOIN years AS y
LEFT JOIN judged AS t ON t.measure = c.code AND t.year = y.year
LEFT JOIN totals AS b ON b.measure = c.code AND b.year = y.year - 1
LEFT JOIN stg_measure_break AS k ON k.measure = c.code AND k.year = y.year
ORDER BY list_position(CAST($measures AS VARCHAR[]), c.code), y.year;
