CREATE VIEW computed_region_year_measure AS
WITH totals AS (
    SELECT g.region_code, m.year, m.measure,
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
    JOIN agency AS a ON a.agency_id = m.agency_id
    JOIN stg_agency_region AS g ON g.agency_id = m.agency_id
    WHERE a.in_rollup AND is_summed(m.measure)
    GROUP BY g.region_code, m.year, m.measure
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
    LEFT JOIN valued AS b ON b.region_code = n.region_code AND b.measure = n.measure AND b.year = n.year - 1
),
judged AS (
    SELECT * EXCLUDE (plain_note, expected_both),
           total_note(plain_note, gaps, same_note, same_bodies, expected_both, min_coverage) AS note,
           CASE WHEN gaps THEN same_now ELSE value END AS change_now,
           CASE WHEN gaps THEN same_before ELSE value_before END AS change_before
    FROM noted
)
SELECT t.* EXCLUDE (kind, min_base, min_coverage, change_now, change_before),
       noted_change(t.note, t.change_now, t.change_before) AS diff, noted_percent(t.note, t.change_now, t.change_before) AS percent,
       noted_change(t.same_note, t.same_now, t.same_before) AS same_diff,
       noted_percent(t.same_note, t.same_now, t.same_before) AS same_percent,
       p.report_id AS rollup_report_id, u.status AS rollup_status, u.num AS rollup_num, u.den AS rollup_den,
       u.value AS rollup_value, u.not_counted AS rollup_not_counted, u.sample AS rollup_sample,
       change(u.value, t.value) AS rollup_difference
FROM judged AS t
LEFT JOIN region_rollup AS p ON p.region_code = t.region_code AND p.year = t.year
LEFT JOIN agency_year_measure AS u ON u.report_id = p.report_id AND u.measure = t.measure;
COMMENT ON VIEW computed_region_year_measure IS 'The one place where the total of a region and year is computed; region_year_measure keeps its rows';
