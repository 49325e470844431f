-- only if EXISTS (SELECT 1 FROM headline JOIN checked USING (rep) WHERE asked AND fee > 0)
-- N-05: a fee far above the body's own other years, or most of the county's.

INSERT INTO judgement BY NAME
WITH fee AS (
    SELECT h.rep, r.agency_id, r.year, h.fee FROM headline AS h JOIN checked AS r USING (rep) WHERE h.fee > 0
),
own_fee AS (
    SELECT n.rep, n.fee, quantile_disc(b.fee, 0.5) AS middle, count(*) AS years
    FROM fee AS n
    JOIN fee AS b ON b.agency_id = n.agency_id AND b.year <> n.year
    GROUP BY n.rep, n.fee
),
judged AS (
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
