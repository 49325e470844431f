-- only if getvariable('drafts') IS NULL OR EXISTS (SELECT 1 FROM lead_cell JOIN checked USING (rep) WHERE asked AND value = 0)
-- P-02: nothing, where bodies of one kind usually have much.

INSERT INTO judgement BY NAME
WITH kindred AS (
    SELECT c.rep, c.code, c.value, count(*) OVER peers AS bodies, quantile_disc(c.value, 0.5) OVER peers AS middle
    FROM lead_cell AS c
    JOIN region_report AS r USING (rep)
    WHERE r.scope = 'own' AND c.code IN ('applications.new_received.total', 'proactive.licensing.decisions', 'proactive.penalty.decisions')
    WINDOW peers AS (PARTITION BY r.region, r.year, r.type, c.code)
),
judged AS (
    SELECT 'P-02' AS rule, k.code AS instance, k.rep, CASE WHEN k.value = 0 AND k.middle >= threshold('P-02', 'median') THEN 'fail' ELSE 'pass' END AS outcome,
           [k.code] AS cells, '0' AS left_side, number_text(k.middle) AS right_side,
           CASE outcome WHEN 'fail' THEN MAP {'cell': f.cell_name, 'peers': CAST(k.bodies AS VARCHAR), 'median': number_text(k.middle)} END AS params
    FROM kindred AS k
    JOIN (SELECT code, max(cell_name) AS cell_name FROM form_cell GROUP BY code) AS f USING (code)
    WHERE k.bodies >= threshold('P-02', 'peers')
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
