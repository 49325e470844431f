-- T3-06, T3-07, T3-10, T4-04, T4-05 and P-03, P-04: shares, and figures that
-- do not go together.

-- The numbers that several rules ask for by name; NULL unless reported.
CREATE TEMP TABLE headline AS
SELECT c.rep,
       max(c.value) FILTER (f.code = 'applications.new_received.total') AS received,
       max(c.value) FILTER (f.code = 'applications.carried_over.total') AS carried_over,
       max(c.value) FILTER (f.code = 'applications.outcome.total.total') AS concluded,
       max(c.value) FILTER (f.code = 'applications.carried_forward.total') AS carried_forward,
       max(c.value) FILTER (f.code = 'applications.other.misc.total') AS misc,
       max(c.value) FILTER (f.code = 'disputes.review.total') AS review,
       max(c.value) FILTER (f.code = 'disputes.litigation_direct.total') AS direct,
       max(c.value) FILTER (f.code = 'disputes.litigation_after_review.total') AS after_review,
       max(c.value) FILTER (f.code = 'proactive.licensing.decisions') AS licensing,
       max(c.value) FILTER (f.code = 'proactive.penalty.decisions') AS penalty,
       max(c.value) FILTER (f.code = 'proactive.coercion.decisions') AS coercion,
       max(c.value) FILTER (f.code = 'proactive.normative_doc.in_force') AS in_force,
       max(c.value) FILTER (f.code = 'proactive.fee.amount_wan') AS fee,
       bool_or(f.code = 'applications.other.misc.total') AS has_misc
FROM checked_cell AS c
JOIN form_cell AS f USING (cell_no)
WHERE f.code IN ('applications.new_received.total', 'applications.carried_over.total', 'applications.outcome.total.total',
                 'applications.carried_forward.total', 'applications.other.misc.total', 'disputes.review.total', 'disputes.litigation_direct.total',
                 'disputes.litigation_after_review.total', 'proactive.licensing.decisions', 'proactive.penalty.decisions',
                 'proactive.coercion.decisions', 'proactive.normative_doc.in_force', 'proactive.fee.amount_wan')
GROUP BY c.rep;

-- Those that a report leads with, by their codes. Equal codes mean the same
-- quantity in both editions; what the forms do not share has another (Y-09).
CREATE TEMP TABLE lead_cell AS
SELECT rep, v.code, v.value
FROM (SELECT rep, unnest([{'code': 'applications.new_received.total', 'value': received}, {'code': 'applications.outcome.total.total', 'value': concluded},
                          {'code': 'disputes.review.total', 'value': review}, {'code': 'disputes.litigation_direct.total', 'value': direct},
                          {'code': 'disputes.litigation_after_review.total', 'value': after_review}, {'code': 'proactive.licensing.decisions', 'value': licensing},
                          {'code': 'proactive.penalty.decisions', 'value': penalty}, {'code': 'proactive.coercion.decisions', 'value': coercion},
                          {'code': 'proactive.normative_doc.in_force', 'value': in_force}, {'code': 'proactive.fee.amount_wan', 'value': fee}]) AS v
      FROM headline)
WHERE v.value >= 0;

INSERT INTO judgement BY NAME
WITH share AS (
    SELECT 'T3-06' AS rule, rep, carried_forward AS part, received + carried_over AS whole,
           ['applications.carried_forward.total', 'applications.new_received.total', 'applications.carried_over.total'] AS cells
    FROM headline
    UNION ALL
    SELECT 'T3-10', rep, misc, concluded, ['applications.other.misc.total', 'applications.outcome.total.total']
    FROM headline
    WHERE has_misc
),
-- A part larger than the whole is a sum that does not hold, and told as that.
shared AS (
    SELECT rule, '' AS instance, rep,
           CASE WHEN part IS NULL OR whole IS NULL THEN 'not_assessable'
                WHEN whole >= threshold(rule, 'min') AND CAST(part AS DECIMAL(38,6)) * 100 > whole * threshold(rule, 'percent') THEN 'fail' ELSE 'pass' END AS outcome,
           CASE WHEN part IS NULL OR whole IS NULL THEN 'not_filled' END AS reason, cells,
           CASE outcome WHEN 'fail' THEN number_text(part) END AS left_side, CASE outcome WHEN 'fail' THEN number_text(whole) END AS right_side,
           CASE outcome WHEN 'fail' THEN MAP {'left': number_text(part), 'right': number_text(whole),
                'share': number_text(CAST((CAST(part AS HUGEINT) * 1000 + CAST(whole AS HUGEINT) // 2) // CAST(whole AS HUGEINT) AS DECIMAL(18, 0)) * CAST(0.1 AS DECIMAL(2, 1)))} END AS params
    FROM share
    WHERE coalesce(part <= whole, TRUE)
),
begun AS (
    SELECT r.rep FROM checked AS r WHERE r.valid_from = r.year
    UNION
    SELECT r.rep FROM checked AS r JOIN agency_event AS e ON e.kind = 'new' AND e.successor_id = r.agency_id AND year(e.effective_date) = r.year
),
new_body AS (
    SELECT 'T3-07' AS rule, '' AS instance, h.rep,
           CASE WHEN h.carried_over IS NULL THEN 'not_assessable' WHEN h.carried_over > 0 THEN 'fail' ELSE 'pass' END AS outcome,
           CASE outcome WHEN 'not_assessable' THEN 'not_filled' END AS reason, ['applications.carried_over.total'] AS cells,
           number_text(h.carried_over) AS left_side, '0' AS right_side, MAP {'value': number_text(h.carried_over)} AS params
    FROM begun AS b
    JOIN headline AS h USING (rep)
    JOIN checked AS r USING (rep)
    JOIN unit AS u ON u.unit = b.rep AND u.rep_before IS NULL -- a body that reported the year before is not new, whatever the registry says
    WHERE NOT EXISTS (SELECT 1 FROM agency_event AS e WHERE e.successor_id = r.agency_id AND e.predecessor_id IS NOT NULL)
),
after_review AS (
    SELECT 'T4-04' AS rule, '' AS instance, h.rep,
           CASE WHEN h.after_review IS NULL OR h.after_review > 0 AND h.review IS NULL THEN 'not_assessable'
                WHEN h.after_review = 0 OR h.review > 0 OR b.review > 0 THEN 'pass' WHEN b.review = 0 THEN 'fail' ELSE 'not_assessable' END AS outcome,
           CASE WHEN outcome = 'not_assessable' THEN CASE WHEN h.after_review IS NULL OR h.review IS NULL THEN 'not_filled' ELSE 'first_report' END END AS reason,
           ['disputes.litigation_after_review.total', 'disputes.review.total'] AS cells, CASE outcome WHEN 'fail' THEN number_text(h.after_review) END AS left_side,
           '0' AS right_side, CASE outcome WHEN 'fail' THEN MAP {'value': number_text(h.after_review)} END AS params
    FROM headline AS h
    JOIN unit AS u ON u.unit = h.rep
    LEFT JOIN headline AS b ON b.rep = CASE u.kind WHEN 'own' THEN u.rep_before END
),
direct AS (
    SELECT 'T4-05' AS rule, '' AS instance, h.rep, CASE WHEN h.direct IS NULL THEN 'not_assessable' WHEN h.direct > 0 THEN 'fail' ELSE 'pass' END AS outcome,
           CASE outcome WHEN 'not_assessable' THEN 'not_filled' END AS reason, ['disputes.litigation_direct.total'] AS cells,
           CASE outcome WHEN 'fail' THEN number_text(h.direct) END AS left_side, CASE outcome WHEN 'fail' THEN MAP {'value': number_text(h.direct)} END AS params
    FROM headline AS h
    JOIN checked AS r USING (rep)
    WHERE r.year >= threshold('T4-05', 'from_year')
),
-- A rate out of range: the report's own figures contradict each other, or else
-- gongkai computes wrongly.
part AS (
    SELECT c.rep, t.rate, sum(CASE WHEN t.adds THEN c.value ELSE -c.value END) FILTER (t.num) AS num,
           sum(CASE WHEN t.adds THEN c.value ELSE -c.value END) FILTER (NOT t.num) AS den, max(c.state) AS state
    FROM loud_cell AS c
    JOIN (SELECT f.cell_no, m.sort_order AS rate, t.part = 'num' AS num, t.sign = 1 AS adds
          FROM measure AS m
          JOIN measure_term AS t ON t.measure = m.code
          JOIN form_cell AS f ON f.edition = t.edition AND f.code = t.code
          WHERE m.kind = 'rate') AS t USING (cell_no)
    GROUP BY c.rep, t.rate
),
unsound AS (
    SELECT rep FROM residual WHERE rule IN ('T3-01', 'T3-02', 'T3-03', 'T4-01', 'T4-02', 'T4-03')
    UNION
    SELECT rep FROM loud_cell WHERE value < 0
),
rate AS (
    SELECT 'P-03' AS rule, m.code AS instance, p.rep, 'fail' AS outcome, CASE WHEN x.rep IS NOT NULL THEN 'info' END AS severity, number_text(p.num) AS left_side, number_text(p.den) AS right_side,
           MAP {'measure': m.name_zh, 'left': number_text(p.num), 'right': number_text(p.den),
                'why': CASE WHEN x.rep IS NOT NULL THEN '：表格自身不平' ELSE '' END, 'why_en': CASE WHEN x.rep IS NOT NULL THEN ': the tables themselves do not add up' ELSE '' END} AS params
    FROM part AS p
    JOIN measure AS m ON m.sort_order = p.rate
    LEFT JOIN unsound AS x ON x.rep = p.rep
    WHERE p.state = 0 AND p.den > 0 AND (p.num < 0 OR p.num > p.den)
),
total_only AS (
    SELECT c.rep, f.row_code, f.row_name, array_agg(f.code ORDER BY f.cell_order) AS cells,
           max(c.value) FILTER (f.col_code = 'total') AS total, count(*) FILTER (c.state = 1) AS blanks
    FROM loud_cell AS c
    JOIN form_cell AS f USING (cell_no)
    WHERE f.table_no = 3 AND c.rep IN (SELECT rep FROM loud_cell WHERE state = 1 AND table_no = 3)
    GROUP BY c.rep, f.row_code, f.row_name
    HAVING total > 0 AND blanks = 6
),
lone_total AS (
    SELECT 'P-04' AS rule, row_code AS instance, rep, 'fail' AS outcome, cells, MAP {'row': row_name, 'value': number_text(total)} AS params
    FROM total_only
),
judged AS (
    FROM shared
    UNION ALL BY NAME FROM new_body
    UNION ALL BY NAME FROM after_review
    UNION ALL BY NAME FROM direct
    UNION ALL BY NAME FROM rate
    UNION ALL BY NAME FROM lone_total
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
SELECT u.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM checked AS r
CROSS JOIN (SELECT unnest(['P-03', 'P-04']) AS rule) AS u
ANTI JOIN judged AS x ON x.rep = r.rep AND x.rule = u.rule
GROUP BY ALL;
