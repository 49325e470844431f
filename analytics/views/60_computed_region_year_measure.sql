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
           CAST(count(*) FILTER (m.same) AS INTEGER) AS same,
           CAST(sum(m.num) FILTER (m.same) AS DECIMAL(24, 6)) AS same_num,
           CAST(sum(m.den) FILTER (m.same) AS DECIMAL(24, 6)) AS same_den,
           CAST(sum(m.num_before) FILTER (m.same) AS DECIMAL(24, 6)) AS same_num_before,
           CAST(sum(m.den_before) FILTER (m.same) AS DECIMAL(24, 6)) AS same_den_before
    FROM member_year_measure AS m
    JOIN agency AS a ON a.agency_id = m.agency_id
    JOIN stg_agency_region AS g ON g.agency_id = m.agency_id
    WHERE NOT m.alone AND a.in_rollup
    GROUP BY g.region_code, m.year, m.measure
)
SELECT t.*, measure_value(m.kind, t.num, t.den) AS value,
       p.report_id AS rollup_report_id, u.status AS rollup_status, u.num AS rollup_num, u.den AS rollup_den,
       u.value AS rollup_value, u.not_counted AS rollup_not_counted
FROM totals AS t
JOIN measure AS m ON m.code = t.measure
LEFT JOIN region_rollup AS p ON p.region_code = t.region_code AND p.year = t.year
LEFT JOIN agency_year_measure AS u ON u.report_id = p.report_id AND u.measure = t.measure;
COMMENT ON VIEW computed_region_year_measure IS 'The one place where the total of a region and year is computed; region_year_measure keeps its rows';
