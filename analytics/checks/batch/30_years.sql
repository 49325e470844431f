-- only if (SELECT count(*) > count(DISTINCT agency_id) FROM checked) OR EXISTS (SELECT 1 FROM reform)
-- Y-05 to Y-08: this year against the year before, beyond sums.
-- Y-01 to Y-04 are equations.

INSERT INTO judgement BY NAME
-- Two reports with equal marks hold the same numbers in the same cells.
WITH mark AS (
    SELECT c.rep, bit_xor(hash(c.cell_no, c.value)) AS mark, count(*) AS figures, count(*) FILTER (f.is_flow) AS flows, max(c.value) FILTER (f.is_flow) AS largest
    FROM loud_cell AS c
    JOIN form_cell AS f USING (cell_no)
    WHERE c.value <> 0
    GROUP BY c.rep
),
copied AS (
    SELECT 'Y-05' AS rule, '' AS instance, n.rep, CASE WHEN n.mark = b.mark AND n.figures = b.figures THEN 'fail' ELSE 'pass' END AS outcome,
           CASE outcome WHEN 'fail' THEN MAP {'count': CAST(n.figures AS VARCHAR), 'before': CAST(r.year - 1 AS VARCHAR)} END AS params
    FROM unit AS u
    JOIN mark AS n ON n.rep = u.rep
    JOIN mark AS b ON b.rep = u.rep_before
    JOIN checked AS r ON r.rep = u.rep
    WHERE u.kind = 'own' AND n.flows >= threshold('Y-05', 'min_cells')
      AND (n.largest >= threshold('Y-05', 'min_value') OR n.flows >= threshold('Y-05', 'many_cells'))
),
told AS (
    SELECT f.year, f.agency_id, string_agg(f.words, '，' ORDER BY f.words) AS events
    FROM (
        SELECT DISTINCT m.year, m.agency_id,
               CASE e.kind WHEN 'merge' THEN p.name || '并入' || s.name WHEN 'split' THEN p.name || '拆分出' || s.name
                           ELSE p.name || '的职能划转' || s.name END AS words
        FROM reform AS e
        JOIN reform_member AS m ON m.year = e.year AND m.agency_id IN (e.predecessor_id, e.successor_id)
        JOIN agency AS p ON p.agency_id = e.predecessor_id
        JOIN agency AS s ON s.agency_id = e.successor_id
    ) AS f
    GROUP BY f.year, f.agency_id
),
reformed AS (
    SELECT 'Y-06' AS rule, '' AS instance, u.rep, CASE WHEN t.events IS NULL THEN 'pass' ELSE 'fail' END AS outcome, CASE outcome WHEN 'fail' THEN MAP {'events': t.events} END AS params
    FROM unit AS u
    JOIN checked AS r USING (rep)
    LEFT JOIN told AS t ON t.year = r.year AND t.agency_id = r.agency_id
    WHERE u.kind IN ('own', 'covered', 'broken')
),
-- A pair of years is one number in the join, else the join goes by code first.
compared AS (
    SELECT n.rep, n.code, n.value AS now, b.value AS before
    FROM (SELECT c.rep, c.code, c.value, u.rep_before || c.code AS pair FROM lead_cell AS c JOIN unit AS u ON u.unit = c.rep WHERE u.kind = 'own') AS n
    JOIN (SELECT value, rep || code AS pair FROM lead_cell) AS b USING (pair)
),
changed AS (
    SELECT 'Y-07' AS rule, n.code AS instance, n.rep,
           CASE WHEN greatest(n.now, n.before) >= threshold('Y-07', 'min')
                     AND greatest(n.now, n.before) >= threshold('Y-07', 'times') * least(n.now, n.before) THEN 'fail' ELSE 'pass' END AS outcome,
           CASE outcome WHEN 'fail' THEN [n.code] END AS cells, CASE outcome WHEN 'fail' THEN number_text(n.now) END AS left_side,
           CASE outcome WHEN 'fail' THEN number_text(n.before) END AS right_side, n.now - n.before AS difference,
           CASE outcome WHEN 'fail' THEN MAP {'metric': f.cell_name, 'before': number_text(n.before), 'after': number_text(n.now)} END AS params
    FROM compared AS n
    JOIN (SELECT code, max(cell_name) AS cell_name FROM form_cell GROUP BY code) AS f USING (code)
),
judged AS (
    FROM copied
    UNION ALL BY NAME FROM reformed
    UNION ALL BY NAME FROM changed
),
spans AS (
    SELECT agency_id, CAST(unnest(generate_series(min(year) + 1, max(year) - 1)) AS INTEGER) AS year FROM checked GROUP BY agency_id
)
SELECT j.* EXCLUDE (rep), r.report_id, r.agency_id, r.region_code, r.year
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome <> 'pass' AND r.asked
UNION ALL BY NAME
SELECT 'Y-08' AS rule, '' AS instance, CASE WHEN r.rep IS NULL THEN 'fail' ELSE 'pass' END AS outcome, s.agency_id, a.region_code, s.year,
       CASE outcome WHEN 'fail' THEN MAP {'year': CAST(s.year AS VARCHAR)} END AS params
FROM spans AS s
JOIN agency AS a USING (agency_id)
LEFT JOIN checked AS r ON r.agency_id = s.agency_id AND r.year = s.year
WHERE r.rep IS NOT NULL OR NOT EXISTS (SELECT 1 FROM held AS h WHERE h.agency_id = s.agency_id AND h.year = s.year)
-- passes
UNION ALL BY NAME
SELECT j.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL;
