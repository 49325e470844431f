-- only if EXISTS (SELECT 1 FROM rollup_of) OR EXISTS (SELECT 1 FROM region_report GROUP BY region, year HAVING count(*) > 1) OR EXISTS (SELECT 1 FROM checked GROUP BY agency_id HAVING count(*) > 2)
-- H-01, H-02, N-05, P-02: a body among the others of its county, and the county's
-- own roll-up report against the sum of its members.

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
-- Bodies under their county's roll-up, by its number.
member AS (
    SELECT o.rep AS county, r.rep, r.in_rollup
    FROM region_report AS r
    JOIN rollup_of AS o ON o.region = r.region AND o.year = r.year AND o.rep <> r.rep
    WHERE r.scope = 'own'
),
code AS MATERIALIZED (
    SELECT cell_no, CAST(dense_rank() OVER (ORDER BY code) AS INTEGER) AS code_no FROM form_cell WHERE kind <> 'amount_as_printed'
),
-- What is not 0 in them, by county and code in one number: else the join goes
-- by code first.
spoken AS MATERIALIZED (
    SELECT m.county * 1000 + d.code_no AS place, m.rep, m.in_rollup, c.value, c.state
    FROM loud_cell AS c
    JOIN member AS m USING (rep)
    JOIN code AS d USING (cell_no)
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
    JOIN code AS d USING (cell_no)
    GROUP BY w.county, d.code_no
),
own AS MATERIALIZED (
    SELECT c.rep, c.rep * 1000 + d.code_no AS place, c.cell_no, c.value, c.state
    FROM checked_cell AS c
    JOIN code AS d USING (cell_no)
    WHERE c.rep IN (SELECT rep FROM rollup_of)
),
compared AS MATERIALIZED (
    SELECT *, CASE WHEN state >= 2 THEN 'unreadable' WHEN bodies < members OR member_state >= 2 THEN 'members_form'
                   WHEN difference = 0 AND greatest(state, member_state) = 1 THEN 'blank' END AS reason,
           CASE WHEN reason IS NOT NULL THEN 'not_assessable' WHEN difference = 0 THEN 'pass' ELSE 'fail' END AS outcome
    FROM (
        SELECT o.rep, c.place, c.cell_no, o.region, o.year, o.members, c.value, c.state, coalesce(s.state, 0) AS member_state, n.bodies,
               CASE WHEN c.value IS NULL THEN '空' ELSE number_text(c.value) END AS own_text, coalesce(s.total, 0) AS total, coalesce(c.value, 0) - coalesce(s.total, 0) AS difference
        FROM rolled AS o
        JOIN own AS c ON c.rep = o.rep
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
),
larger AS (
    SELECT 'H-02' AS rule, f.code AS instance, m.rep, 'fail' AS outcome, [f.code] AS cells, number_text(m.value) AS left_side, number_text(o.value) AS right_side,
           m.value - o.value AS difference,
           MAP {'unit': r.short_name, 'cell': f.cell_name, 'left': number_text(m.value), 'right': number_text(o.value)} AS params
    FROM spoken AS m
    JOIN own AS o USING (place)
    JOIN form_cell AS f ON f.cell_no = o.cell_no
    JOIN checked AS r ON r.rep = m.rep
    WHERE m.in_rollup AND o.state = 0 AND m.value > o.value AND f.is_flow AND f.kind IN ('count', 'amount_wan')
),
size AS (
    FROM larger
    UNION ALL BY NAME
    SELECT 'H-02' AS rule, '' AS instance, m.rep, 'pass' AS outcome
    FROM member AS m
    WHERE m.in_rollup AND NOT EXISTS (SELECT 1 FROM larger AS x WHERE x.rep = m.rep)
),
-- A fee far above the body's own other years, or most of the county's.
fee AS (
    SELECT h.rep, r.agency_id, r.year, h.fee FROM headline AS h JOIN checked AS r USING (rep) WHERE h.fee > 0
),
own_fee AS (
    SELECT n.rep, n.fee, quantile_disc(b.fee, 0.5) AS middle, count(*) AS years
    FROM fee AS n
    JOIN fee AS b ON b.agency_id = n.agency_id AND b.year <> n.year
    GROUP BY n.rep, n.fee
),
large_fee AS (
    SELECT 'N-05' AS rule, 'years' AS instance, rep, CASE WHEN fee > threshold('N-05', 'times') * middle THEN 'fail' ELSE 'pass' END AS outcome, NULL AS severity,
           ['proactive.fee.amount_wan'] AS cells, number_text(fee) AS left_side, number_text(middle) AS right_side,
           CASE outcome WHEN 'fail' THEN MAP {'value': number_text(fee), 'why': '其他年度一般为' || number_text(middle) || '万元'} END AS params
    FROM own_fee
    WHERE years >= threshold('N-05', 'min_years')
    UNION ALL BY NAME
    SELECT 'N-05' AS rule, 'county' AS instance, r.rep, CASE WHEN CAST(n.fee AS DECIMAL(38,6)) * 100 > threshold('N-05', 'county_percent') * c.fee THEN 'fail' ELSE 'pass' END AS outcome, 'info' AS severity,
           ['proactive.fee.amount_wan'] AS cells, number_text(n.fee) AS left_side, number_text(c.fee) AS right_side,
           CASE outcome WHEN 'fail' THEN MAP {'value': number_text(n.fee), 'why': '本地区汇总报告为' || number_text(c.fee) || '万元'} END AS params
    FROM region_report AS r
    JOIN rollup_of AS o ON o.region = r.region AND o.year = r.year AND o.rep <> r.rep
    JOIN headline AS n ON n.rep = r.rep
    JOIN headline AS c ON c.rep = o.rep
    WHERE r.scope = 'own' AND n.fee > 0 AND c.fee > 0
),
-- Bodies of one kind that usually have much of something.
kindred AS (
    SELECT c.rep, c.code, c.value, count(*) OVER peers AS bodies, quantile_disc(c.value, 0.5) OVER peers AS middle
    FROM lead_cell AS c
    JOIN region_report AS r USING (rep)
    WHERE r.scope = 'own' AND c.code IN ('applications.new_received.total', 'proactive.licensing.decisions', 'proactive.penalty.decisions')
    WINDOW peers AS (PARTITION BY r.region, r.year, r.type, c.code)
),
lone_zero AS (
    SELECT 'P-02' AS rule, k.code AS instance, k.rep, CASE WHEN k.value = 0 AND k.middle >= threshold('P-02', 'median') THEN 'fail' ELSE 'pass' END AS outcome,
           [k.code] AS cells, '0' AS left_side, number_text(k.middle) AS right_side,
           CASE outcome WHEN 'fail' THEN MAP {'cell': f.cell_name, 'peers': CAST(k.bodies AS VARCHAR), 'median': number_text(k.middle)} END AS params
    FROM kindred AS k
    JOIN (SELECT code, max(cell_name) AS cell_name FROM form_cell GROUP BY code) AS f USING (code)
    WHERE k.bodies >= threshold('P-02', 'peers')
),
judged AS (
    FROM total
    UNION ALL BY NAME FROM size
    UNION ALL BY NAME FROM large_fee
    UNION ALL BY NAME FROM lone_zero
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
GROUP BY ALL
UNION ALL BY NAME
SELECT 'H-01' AS rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM compared AS c
JOIN checked AS r USING (rep)
WHERE c.outcome = 'pass'
GROUP BY ALL;
