-- only if EXISTS (SELECT 1 FROM rollup_of JOIN checked USING (rep) WHERE asked)
-- H-01: the county's own roll-up report against the sum of its members.

INSERT INTO judgement BY NAME
WITH rolled AS (
    -- The report of a city or a province covers its counties too.
    SELECT o.region, o.year, o.rep, any_value(r.level) IN ('city', 'province') AS wider, count(*) FILTER (e.scope = 'own') AS members,
           string_agg(e.short_name, '、' ORDER BY e.sort_order) FILTER (e.scope IS DISTINCT FROM 'own') AS absent
    FROM rollup_of AS o
    JOIN checked AS r ON r.rep = o.rep
    JOIN expected_body AS e ON e.region = o.region AND e.year = o.year AND e.in_rollup AND e.rep IS DISTINCT FROM o.rep
    GROUP BY o.region, o.year, o.rep
),
summed AS (
    SELECT place, sum(value) FILTER (in_rollup) AS total, max(state) FILTER (in_rollup) AS state FROM spoken GROUP BY place
),
-- How many members' forms have the table of each edition.
form AS (
    SELECT m.county, t.table_no, t.edition, count(*) AS bodies
    FROM member AS m
    JOIN checked_table AS t USING (rep)
    WHERE m.in_rollup
    GROUP BY m.county, t.table_no, t.edition
),
formed AS (
    SELECT w.county * 1000 + d.code_no AS place, sum(w.bodies) AS bodies
    FROM form AS w
    JOIN form_cell AS f ON f.edition = w.edition AND f.table_no = w.table_no
    JOIN form_code AS d USING (cell_no)
    GROUP BY w.county, d.code_no
),
compared AS MATERIALIZED (
    SELECT *, CASE WHEN state >= 2 THEN 'unreadable' WHEN bodies < members OR member_state >= 2 THEN 'members_form'
                   WHEN difference = 0 AND greatest(state, member_state) = 1 THEN 'blank' END AS reason,
           CASE WHEN reason IS NOT NULL THEN 'not_assessable' WHEN difference = 0 THEN 'pass' ELSE 'fail' END AS outcome
    FROM (
        SELECT o.rep, c.place, c.cell_no, o.region, o.year, o.members, c.value, c.state, coalesce(s.state, 0) AS member_state, n.bodies,
               CASE WHEN c.value IS NULL THEN '空' ELSE number_text(c.value) END AS own_text, coalesce(s.total, 0) AS total, coalesce(c.value, 0) - coalesce(s.total, 0) AS difference
        FROM rolled AS o
        JOIN rolled_cell AS c ON c.rep = o.rep
        JOIN formed AS n USING (place)
        LEFT JOIN summed AS s USING (place)
        WHERE o.absent IS NULL AND NOT o.wider
    )
),
-- The one body whose figure is exactly what is too much or missing.
culprit AS (
    SELECT d.place, any_value(r.short_name) AS short_name
    FROM compared AS d
    JOIN spoken AS m ON m.place = d.place AND m.value = abs(d.difference)
    JOIN checked AS r ON r.rep = m.rep
    WHERE d.outcome = 'fail'
    GROUP BY d.place
    HAVING count(*) = 1
),
total AS (
    SELECT 'H-01' AS rule, f.code AS instance, d.rep, d.outcome, d.reason, [f.code] AS cells, d.own_text AS left_side, number_text(d.total) AS right_side, d.difference,
           CASE d.outcome WHEN 'fail' THEN f.cell_name || '：汇总报告 ' || d.own_text || '，' || d.members || '家合计 '
                || number_text(d.total) || '，差 ' || number_text(abs(d.difference)) END AS formula,
           MAP {'cell': f.cell_name, 'left': d.own_text, 'right': number_text(d.total),
                'hint': coalesce('，相差的正好是' || p.short_name || '的数', ''), 'hint_en': coalesce('; the gap is exactly the figure of ' || p.short_name, '')} AS params
    FROM compared AS d
    JOIN form_cell AS f USING (cell_no)
    LEFT JOIN culprit AS p USING (place)
    WHERE d.outcome <> 'pass'
    UNION ALL BY NAME
    SELECT 'H-01' AS rule, '' AS instance, rep, 'not_assessable' AS outcome, CASE WHEN wider THEN 'lower_regions' ELSE 'members_missing' END AS reason,
           MAP {'names': absent} AS params
    FROM rolled
    WHERE wider OR absent IS NOT NULL
)
SELECT j.* EXCLUDE (rep), r.report_id, r.agency_id, r.region_code, r.year
FROM total AS j
JOIN checked AS r USING (rep)
WHERE r.asked
-- passes
UNION ALL BY NAME
SELECT 'H-01' AS rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM compared AS c
JOIN checked AS r USING (rep)
WHERE c.outcome = 'pass'
GROUP BY ALL;
