-- What the prose names: years (X-09), one fact with two values (X-11), other
-- bodies (X-12), percentages (X-14), left-over instructions (S-10), superseded
-- notices (S-04).

INSERT INTO judgement BY NAME
WITH years AS (
    SELECT r.rep, 'X-09' AS rule, m.value AS instance, CASE min(m.context) WHEN 'data' THEN NULL ELSE 'info' END AS severity,
           m.value AS left_side, CAST(r.year AS VARCHAR) AS right_side,
           MAP {'said': m.value, 'year': CAST(r.year AS VARCHAR)} AS params, m.sentence AS quote, arg_min(m.position, m.number) AS position
    FROM mention AS m
    JOIN checked AS r USING (report_id)
    WHERE m.kind = 'year' AND TRY_CAST(m.value AS INTEGER) IN (r.year - 1, r.year + 1)
      AND (m.context = 'data' OR m.context = 'work' AND m.section IN ('overview', 'other_matters'))
    GROUP BY r.rep, r.year, m.value, m.sentence
),
twice AS ( -- equal numbers in other units are no contradiction, nor are two that each stand in the tables; a value said again counts where it is first said
    SELECT d.rep, 'X-11' AS rule, d.code AS instance, NULL AS severity, a.said AS left_side, b.said AS right_side,
           MAP {'what': d.name_zh, 'left': a.said, 'right': b.said} AS params, b.sentence AS quote, b.position
    FROM (
        SELECT v.rep, v.code, any_value(f.name_zh) AS name_zh, min(v.number) AS first, max(v.number) AS last
        FROM (SELECT rep, code, unit, value, min(number) AS number, bool_and(meaning_no IS NOT NULL) AS meant
              FROM said WHERE NOT elsewhere GROUP BY rep, code, unit, value) AS v
        JOIN figure_code AS f ON f.code = v.code AND f.single
        GROUP BY v.rep, v.code, v.unit
        HAVING count(*) > 1 AND NOT bool_and(v.meant)
    ) AS d
    JOIN checked AS r USING (rep)
    JOIN figure AS a ON a.report_id = r.report_id AND a.number = d.first
    JOIN figure AS b ON b.report_id = r.report_id AND b.number = d.last
),
bodies AS (
    SELECT r.rep, 'X-12' AS rule, m.value AS instance, NULL AS severity, m.value AS left_side, r.name AS right_side,
           MAP {'body': m.value} AS params, arg_min(m.sentence, m.number) AS quote, arg_min(m.position, m.number) AS position
    FROM mention AS m
    JOIN checked AS r USING (report_id)
    WHERE m.kind = 'body'
    GROUP BY r.rep, r.name, m.value
),
shares AS (
    SELECT r.rep, m.number, m.value, m.sentence, m.position,
           unnest(string_split(split_part(m.context, '/', 2), '|')) AS whole, split_part(m.context, '/', 1) AS part
    FROM mention AS m
    JOIN checked AS r USING (report_id)
    WHERE m.kind = 'percent'
),
recomputed AS (
    SELECT rep, number, value, sentence, position, whole,
           100 * TRY_CAST(part AS DOUBLE) / nullif(TRY_CAST(whole AS DOUBLE), 0) AS percent,
           -- as many decimals as said are right, or the tolerance of the rule
           greatest(threshold('X-14', 'points'), 0.5 / pow(10, length(split_part(value, '.', 2)))) + 1e-9 AS tolerance
    FROM shares
),
percents AS (
    SELECT rep, 'X-14' AS rule, value AS instance, CASE WHEN bool_or(abs(percent - CAST(value AS DOUBLE)) <= tolerance) THEN 'pass' END AS held,
           value || '%' AS left_side, printf('%.2f%%', any_value(percent)) AS right_side,
           any_value(sentence) AS quote, any_value(position) AS position
    FROM recomputed
    WHERE percent <= 100
    GROUP BY rep, number, value
),
instructions AS (
    SELECT rep, 'S-10' AS rule, arg_min(value, number) AS instance, string_agg(value, '”“' ORDER BY number) AS words,
           arg_min(sentence, number) AS quote, arg_min(position, number) AS position
    FROM (SELECT r.rep, m.value, min(m.number) AS number, arg_min(m.sentence, m.number) AS sentence, arg_min(m.position, m.number) AS position
          FROM mention AS m
          JOIN checked AS r USING (report_id)
          WHERE m.kind = 'instruction'
          GROUP BY r.rep, m.value)
    GROUP BY rep
),
notices AS (
    SELECT r.rep, 'S-04' AS rule, arg_min(m.value, e.first_year) AS instance,
           max(e.first_year) >= any_value(x.first_year) AS current, arg_min(m.sentence, e.first_year) AS quote, arg_min(m.position, e.first_year) AS position
    FROM mention AS m
    JOIN checked AS r USING (report_id)
    JOIN form_edition AS e ON e.edition = m.context
    JOIN form_edition AS x ON r.year BETWEEN x.first_year AND coalesce(x.last_year, r.year)
    WHERE m.kind = 'notice'
    GROUP BY r.rep
),
outcomes AS (
    SELECT rep, rule, instance, 'fail' AS outcome, severity, left_side, right_side, params, quote, position FROM years
    UNION ALL BY NAME
    SELECT rep, rule, instance, 'fail' AS outcome, severity, left_side, right_side, params, quote, position FROM twice
    UNION ALL BY NAME
    SELECT rep, rule, instance, 'fail' AS outcome, severity, left_side, right_side, params, quote, position FROM bodies
    UNION ALL BY NAME
    SELECT rep, rule, instance, coalesce(held, 'fail') AS outcome, left_side, right_side,
           MAP {'left': left_side, 'right': right_side} AS params, quote, position FROM percents
    UNION ALL BY NAME
    SELECT rep, rule, instance, 'fail' AS outcome, MAP {'text': words} AS params, quote, position FROM instructions
    UNION ALL BY NAME
    SELECT rep, rule, instance, CASE WHEN current THEN 'pass' ELSE 'fail' END AS outcome, instance AS left_side, MAP {'notice': instance} AS params, quote, position
    FROM notices
)
SELECT o.rule, o.instance, r.report_id, r.agency_id, r.region_code, r.year, o.outcome, o.severity,
       o.left_side, o.right_side, o.params, o.quote, o.position
FROM outcomes AS o
JOIN checked AS r USING (rep)
WHERE o.outcome <> 'pass' AND r.asked
-- passes
UNION ALL BY NAME
SELECT j.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM outcomes AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL
UNION ALL BY NAME
-- A report whose text names nothing wrong passes.
SELECT u.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM checked AS r
CROSS JOIN (SELECT unnest(['X-09', 'X-11', 'X-12', 'S-10']) AS rule) AS u
ANTI JOIN outcomes AS o ON o.rep = r.rep AND o.rule = u.rule
WHERE r.report_id IN (SELECT report_id FROM section WHERE NOT ocr)
GROUP BY ALL;
