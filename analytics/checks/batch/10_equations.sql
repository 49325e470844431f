-- Every linear rule of data/equations.csv, by one statement: the residual of
-- each equation for each unit, then what did not pass written out. An equation
-- of nothing but zeros holds and is only counted.

CREATE TEMP TABLE equation_term AS
SELECT CAST(dense_rank() OVER (ORDER BY e.rule, e.instance, e.edition) AS SMALLINT) AS equation, e.rowid AS place, e.*,
       f.cell_no, f.table_no, (e.side = 'left') = (e.sign = 1) AS adds
FROM equation AS e
JOIN rule AS r ON r.rule = e.rule AND r.enabled
JOIN form_cell AS f ON f.code = e.code AND (e.edition IN ('', f.edition) OR e.year_offset < 0);

CREATE TEMP TABLE equation_form AS
SELECT equation, any_value(rule) AS rule, any_value(instance) AS instance, any_value(edition) AS edition, any_value(relation) AS relation,
       any_value(instance_zh) AS instance_zh, any_value(head_zh) AS head_zh, min_by(table_no, place) AS table_no, min(year_offset) < 0 AS over_years
FROM equation_term
GROUP BY equation;

-- The equations that compare a unit's years. Where the form of the year before
-- had no such cell, the years are not compared (Y-09).
CREATE TEMP TABLE over_years AS
WITH forms AS (
    SELECT p.unit, t.table_no, min(t.edition) AS low, max(t.edition) AS high
    FROM (SELECT unit, rep FROM unit_part UNION ALL SELECT unit, rep FROM unit WHERE kind <> 'group') AS p
    JOIN checked_table AS t USING (rep)
    GROUP BY p.unit, t.table_no
)
SELECT DISTINCT u.unit, u.kind, e.equation
FROM unit AS u
JOIN forms AS f USING (unit)
JOIN equation_form AS e ON e.over_years AND e.table_no = f.table_no AND (e.edition = '' OR e.edition = f.low AND e.edition = f.high)
WHERE u.kind IN ('own', 'group', 'first', 'broken');

-- What does not hold or cannot be judged.
CREATE TEMP TABLE residual AS
WITH summed AS (
    SELECT unit, equation, coalesce(sum(amount), 0) AS difference, max(state) AS state
    FROM (
        SELECT c.rep AS unit, t.equation, CASE WHEN t.adds THEN c.value ELSE -c.value END AS amount, c.state
        FROM loud_cell AS c
        JOIN equation_term AS t USING (cell_no)
        WHERE t.year_offset = 0
        UNION ALL
        SELECT p.unit, t.equation, CASE WHEN t.adds THEN c.value ELSE -c.value END, c.state
        FROM unit_part AS p
        JOIN loud_cell AS c USING (rep)
        JOIN equation_term AS t USING (cell_no, year_offset)
        WHERE t.rule IN (SELECT rule FROM equation_form WHERE over_years)
    )
    GROUP BY unit, equation
),
listed AS (
    SELECT s.unit, 'own' AS kind, s.equation, s.difference, s.state
    FROM summed AS s
    JOIN equation_form AS e USING (equation)
    WHERE NOT e.over_years
    UNION ALL
    SELECT o.unit, o.kind, o.equation, coalesce(s.difference, 0), coalesce(s.state, 0)
    FROM over_years AS o
    LEFT JOIN summed AS s USING (unit, equation)
),
judged AS (
    SELECT l.*, e.rule, e.instance, CASE e.relation WHEN '=' THEN l.difference = 0 ELSE l.difference <= 0 END AS holds,
           CASE WHEN l.kind = 'broken' THEN 'no_predecessor'
                WHEN l.kind = 'first' AND (e.relation = '=' OR l.difference > 0 OR l.state > 0) THEN 'no_last_year'
                WHEN l.state = 3 THEN 'absent'
                WHEN l.state = 2 THEN 'unreadable'
                WHEN l.state = 1 AND CASE e.relation WHEN '=' THEN l.difference = 0 ELSE l.difference <= 0 END THEN 'blank' END AS reason
    FROM listed AS l
    JOIN equation_form AS e USING (equation)
)
SELECT j.unit, u.rep, j.equation, j.rule, j.instance, j.difference, j.state, u.kind, u.names, j.outcome, j.reason, j.instances
FROM (
    SELECT unit, equation, rule, instance, difference, state, CASE WHEN reason IS NULL THEN 'fail' ELSE 'not_assessable' END AS outcome, reason, 1 AS instances
    FROM judged
    WHERE coalesce(reason, '') NOT IN ('no_last_year', 'no_predecessor') AND (reason IS NOT NULL OR NOT holds)
    UNION ALL
    SELECT unit, min(equation), rule, CASE count(*) WHEN 1 THEN min(instance) ELSE '' END, 0, 0, 'not_assessable', reason, count(*)
    FROM judged
    WHERE reason IN ('no_last_year', 'no_predecessor')
    GROUP BY unit, rule, reason
) AS j
JOIN unit AS u USING (unit)
WHERE u.asked;

-- All that were judged and are not in residual have passed.
-- passes
INSERT INTO judgement BY NAME
WITH applied AS (
    SELECT t.rep, e.rule, count(*) AS instances
    FROM checked_table AS t
    JOIN equation_form AS e ON NOT e.over_years AND e.table_no = t.table_no AND e.edition IN ('', t.edition)
    GROUP BY t.rep, e.rule
    UNION ALL
    SELECT u.rep, e.rule, count(*)
    FROM over_years AS o
    JOIN equation_form AS e USING (equation)
    JOIN unit AS u USING (unit)
    GROUP BY u.rep, e.rule
    UNION ALL
    SELECT rep, rule, -sum(instances) FROM residual GROUP BY rep, rule
)
SELECT a.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, sum(a.instances) AS instances
FROM applied AS a
JOIN checked AS r USING (rep)
GROUP BY a.rule, r.region_code, r.year
HAVING sum(a.instances) > 0;
