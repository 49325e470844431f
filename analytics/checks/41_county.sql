-- only if EXISTS (SELECT 1 FROM region_report GROUP BY region, year HAVING count(*) > 1) OR EXISTS (SELECT 1 FROM checked GROUP BY agency_id HAVING count(*) > 2)
-- H-01, H-02, N-05, P-02: a body among the others of its county, and the county's
-- own roll-up report against the sum of its members.

INSERT INTO judgement BY NAME
WITH rolled AS (
    SELECT o.region, o.year, o.rep, count(*) FILTER (e.scope = 'own') AS members,
           string_agg(e.short_name, '、' ORDER BY e.sort_order) FILTER (e.scope IS DISTINCT FROM 'own') AS absent
    FROM rollup_of AS o
    JOIN expected_body AS e ON e.region = o.region AND e.year = o.year AND e.in_rollup AND e.rep IS DISTINCT FROM o.rep
    GROUP BY o.region, o.year, o.rep
),
-- What the members report of each cell, by its code: their forms may differ.
member_cell AS (
    SELECT r.region, r.year, f.code, r.rep, r.short_name, r.in_rollup, c.value, c.state
    FROM region_report AS r
    JOIN rolled AS o ON o.region = r.region AND o.year = r.year AND o.rep <> r.rep AND o.absent IS NULL
    JOIN checked_cell AS c ON c.rep = r.rep
    JOIN form_cell AS f USING (cell_no)
    WHERE r.scope = 'own' AND f.kind <> 'amount_as_printed'
),
summed AS (
    SELECT region, year, code, sum(value) FILTER (in_rollup) AS total, max(state) FILTER (in_rollup) AS state, count(*) FILTER (in_rollup) AS bodies
    FROM member_cell
    GROUP BY region, year, code
),
compared AS (
    SELECT o.rep, o.region, o.year, f.code, f.cell_name, o.members, c.value, coalesce(c.value, 0) AS own, coalesce(s.total, 0) AS total, own - total AS difference,
           CASE WHEN c.state >= 2 THEN 'unreadable' WHEN s.bodies < o.members OR s.state >= 2 THEN 'members_form'
                WHEN difference = 0 AND greatest(c.state, s.state) = 1 THEN 'blank' END AS reason,
           CASE WHEN reason IS NOT NULL THEN 'not_assessable' WHEN difference = 0 THEN 'pass' ELSE 'fail' END AS outcome
    FROM rolled AS o
    JOIN checked_cell AS c ON c.rep = o.rep
    JOIN form_cell AS f USING (cell_no)
    JOIN summed AS s ON s.region = o.region AND s.year = o.year AND s.code = f.code
),
-- The one body whose figure is exactly what is too much or missing.
culprit AS (
    SELECT d.rep, d.code, any_value(m.short_name) AS short_name
    FROM compared AS d
    JOIN member_cell AS m ON m.region = d.region AND m.year = d.year AND m.code = d.code AND m.value = abs(d.difference)
    WHERE d.outcome = 'fail'
    GROUP BY d.rep, d.code
    HAVING count(*) = 1
),
total AS (
    SELECT 'H-01' AS rule, d.code AS instance, d.rep, d.outcome, d.reason, [d.code] AS cells, number_text(d.own) AS left_side, number_text(d.total) AS right_side, d.difference,
           CASE d.outcome WHEN 'fail' THEN d.cell_name || '：汇总报告 ' || CASE WHEN d.value IS NULL THEN '空' ELSE number_text(d.own) END || '，' || d.members || '家合计 '
                || number_text(d.total) || '，差 ' || number_text(abs(d.difference)) END AS formula,
           MAP {'cell': d.cell_name, 'left': number_text(d.own), 'right': number_text(d.total),
                'hint': coalesce('，相差的正好是' || p.short_name || '的数', ''), 'hint_en': coalesce('; the gap is exactly the figure of ' || p.short_name, '')} AS params
    FROM compared AS d
    LEFT JOIN culprit AS p USING (rep, code)
    UNION ALL BY NAME
    SELECT 'H-01' AS rule, '' AS instance, rep, 'not_assessable' AS outcome, 'members_missing' AS reason, MAP {'names': absent} AS params
    FROM rolled
    WHERE absent IS NOT NULL
),
larger AS (
    SELECT 'H-02' AS rule, f.code AS instance, r.rep, 'fail' AS outcome, [f.code] AS cells, number_text(c.value) AS left_side, number_text(own.value) AS right_side,
           c.value - own.value AS difference,
           MAP {'unit': r.short_name, 'cell': f.cell_name, 'left': number_text(c.value), 'right': number_text(own.value)} AS params
    FROM region_report AS r
    JOIN rollup_of AS o ON o.region = r.region AND o.year = r.year AND o.rep <> r.rep
    JOIN checked_cell AS c ON c.rep = r.rep
    JOIN form_cell AS f USING (cell_no)
    JOIN form_cell AS g ON g.code = f.code
    JOIN checked_cell AS own ON own.rep = o.rep AND own.cell_no = g.cell_no
    WHERE r.scope = 'own' AND r.in_rollup AND c.value > 0 AND f.is_flow AND f.kind IN ('count', 'amount_wan') AND own.state = 0 AND c.value > own.value
),
size AS (
    FROM larger
    UNION ALL BY NAME
    SELECT 'H-02' AS rule, '' AS instance, r.rep, 'pass' AS outcome
    FROM region_report AS r
    JOIN rollup_of AS o ON o.region = r.region AND o.year = r.year AND o.rep <> r.rep
    WHERE r.scope = 'own' AND r.in_rollup AND r.rep NOT IN (SELECT rep FROM larger)
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
           MAP {'value': number_text(fee), 'why': '其他年度一般为' || number_text(middle) || '万元'} AS params
    FROM own_fee
    WHERE years >= threshold('N-05', 'min_years')
    UNION ALL BY NAME
    SELECT 'N-05' AS rule, 'county' AS instance, r.rep, CASE WHEN CAST(n.fee AS DECIMAL(38,6)) * 100 > threshold('N-05', 'county_percent') * c.fee THEN 'fail' ELSE 'pass' END AS outcome, 'info' AS severity,
           ['proactive.fee.amount_wan'] AS cells, number_text(n.fee) AS left_side, number_text(c.fee) AS right_side,
           MAP {'value': number_text(n.fee), 'why': '全县为' || number_text(c.fee) || '万元'} AS params
    FROM region_report AS r
    JOIN rollup_of AS o ON o.region = r.region AND o.year = r.year AND o.rep <> r.rep
    JOIN headline AS n ON n.rep = r.rep
    JOIN headline AS c ON c.rep = o.rep
    WHERE r.scope = 'own' AND n.fee > 0 AND c.fee > 0
),
-- Bodies of one kind that usually have much of something.
kindred AS (
    SELECT r.region, r.year, r.type, f.code, f.cell_name, r.rep, c.value,
           count(*) OVER peers AS bodies, quantile_disc(c.value, 0.5) OVER peers AS middle
    FROM region_report AS r
    JOIN checked_cell AS c USING (rep)
    JOIN form_cell AS f USING (cell_no)
    WHERE r.scope = 'own' AND c.state = 0
      AND f.code IN ('applications.new_received.total', 'proactive.licensing.decisions', 'proactive.penalty.decisions')
    WINDOW peers AS (PARTITION BY r.region, r.year, r.type, f.code)
),
lone_zero AS (
    SELECT 'P-02' AS rule, code AS instance, rep, CASE WHEN value = 0 AND middle >= threshold('P-02', 'median') THEN 'fail' ELSE 'pass' END AS outcome,
           [code] AS cells, '0' AS left_side, number_text(middle) AS right_side,
           MAP {'cell': cell_name, 'peers': CAST(bodies AS VARCHAR), 'median': number_text(middle)} AS params
    FROM kindred
    WHERE bodies >= threshold('P-02', 'peers')
)
SELECT j.* EXCLUDE (rep), r.report_id, r.agency_id, r.region_code, r.year
FROM (FROM total UNION ALL BY NAME FROM size UNION ALL BY NAME FROM large_fee UNION ALL BY NAME FROM lone_zero) AS j
JOIN checked AS r USING (rep);
