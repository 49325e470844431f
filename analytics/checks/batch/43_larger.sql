-- only if EXISTS (SELECT 1 FROM rollup_of)
-- H-02: a body with more of something than its county's roll-up.

INSERT INTO judgement BY NAME
WITH larger AS (
    SELECT 'H-02' AS rule, f.code AS instance, m.rep, 'fail' AS outcome, [f.code] AS cells, number_text(m.value) AS left_side, number_text(o.value) AS right_side,
           m.value - o.value AS difference,
           MAP {'unit': r.short_name, 'cell': f.cell_name, 'left': number_text(m.value), 'right': number_text(o.value)} AS params
    FROM spoken AS m
    JOIN rolled_cell AS o USING (place)
    JOIN form_cell AS f ON f.cell_no = o.cell_no
    JOIN checked AS r ON r.rep = m.rep
    WHERE m.in_rollup AND o.state = 0 AND m.value > o.value AND f.is_flow AND f.kind IN ('count', 'amount_wan')
),
judged AS (
    FROM larger
    UNION ALL BY NAME
    SELECT 'H-02' AS rule, '' AS instance, m.rep, 'pass' AS outcome
    FROM member AS m
    WHERE m.in_rollup AND NOT EXISTS (SELECT 1 FROM larger AS x WHERE x.rep = m.rep)
)
SELECT j.* EXCLUDE (rep), r.report_id, r.agency_id, r.region_code, r.year
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome <> 'pass' AND r.asked
-- passes
UNION ALL BY NAME
SELECT j.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL;
