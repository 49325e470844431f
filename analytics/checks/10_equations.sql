-- Every linear rule of data/equations.csv, by one statement: the residual of
-- each equation for each unit, then what did not pass written out.

CREATE TEMP TABLE equation_term AS
WITH listed AS (
    SELECT CAST(dense_rank() OVER (ORDER BY e.rule, e.instance, e.edition) AS SMALLINT) AS equation, e.rowid AS place, e.*,
           max(e.year_offset < 0) OVER (PARTITION BY e.rule) AS over_years
    FROM equation AS e
    JOIN rule AS r ON r.rule = e.rule AND r.enabled
)
SELECT l.*, f.cell_no, (l.side = 'left') = (l.sign = 1) AS adds
FROM listed AS l
JOIN form_cell AS f ON f.code = l.code AND (l.edition IN ('', f.edition) OR l.year_offset < 0);

CREATE TEMP TABLE residual AS
WITH read AS (
    SELECT c.rep AS unit, t.equation, CASE WHEN t.adds THEN c.value ELSE -c.value END AS amount, c.state, 1 AS now
    FROM checked_cell AS c
    JOIN equation_term AS t USING (cell_no)
    WHERE t.year_offset = 0
    UNION ALL
    SELECT p.unit, t.equation, CASE WHEN t.adds THEN c.value ELSE -c.value END, c.state, 1 + p.year_offset
    FROM unit_part AS p
    JOIN checked_cell AS c USING (rep)
    JOIN equation_term AS t USING (cell_no, year_offset)
    WHERE t.over_years
),
summed AS (
    SELECT unit, equation, coalesce(sum(amount), 0) AS difference, max(state) AS state, count(*) AS cells, sum(now) AS cells_now
    FROM read
    GROUP BY unit, equation
),
needed AS (
    SELECT equation, any_value(rule) AS rule, any_value(instance) AS instance, any_value(relation) AS relation, any_value(over_years) AS over_years,
           count(DISTINCT code) FILTER (year_offset = 0) AS now, count(DISTINCT code) FILTER (year_offset = -1) AS before
    FROM equation_term
    GROUP BY equation
),
judged AS (
    SELECT s.*, u.rep, u.kind, n.rule, n.instance,
           CASE n.relation WHEN '=' THEN difference = 0 ELSE difference <= 0 END AS holds,
           CASE WHEN n.over_years AND u.kind = 'broken' THEN 'no_predecessor'
                WHEN n.over_years AND u.kind = 'first' AND NOT (n.relation = '<=' AND holds AND state = 0) THEN 'no_last_year'
                WHEN state = 3 OR cells_now < n.now * u.now_reports THEN 'absent'
                WHEN state = 2 THEN 'unreadable'
                WHEN state = 1 AND holds THEN 'blank' END AS reason
    FROM summed AS s
    JOIN needed AS n USING (equation)
    JOIN unit AS u USING (unit)
    -- An equation is about cells of this year's table; where the form of the
    -- year before had no such cell, the years are not compared (Y-09).
    WHERE s.cells_now > 0
      AND CASE WHEN NOT n.over_years THEN u.kind <> 'group'
               WHEN u.kind IN ('own', 'group') THEN s.cells - s.cells_now >= n.before * u.before_reports
               ELSE u.kind IN ('first', 'broken') END
)
SELECT unit, rep, equation, rule, instance, difference, state, kind,
       CASE WHEN reason IS NOT NULL THEN 'not_assessable' WHEN holds THEN 'pass' ELSE 'fail' END AS outcome, reason
FROM judged;

INSERT INTO judgement BY NAME
WITH shown AS (
    -- A cell of the year before is the sum over the bodies of the group.
    SELECT q.unit, q.rep, t.equation, t.place, t.side, t.relation, t.head_zh, t.instance_zh, t.label_zh, t.sign, t.year_offset, t.code,
           max(c.state) AS state, coalesce(sum(c.value), 0) AS value
    FROM residual AS q
    JOIN equation_term AS t USING (equation)
    JOIN (SELECT unit, rep, year_offset FROM unit_part UNION ALL SELECT unit, rep, 0 FROM unit WHERE kind <> 'group') AS p
        ON p.unit = q.unit AND p.year_offset = t.year_offset
    JOIN checked_cell AS c ON c.rep = p.rep AND c.cell_no = t.cell_no
    WHERE q.outcome <> 'pass'
    GROUP BY ALL
),
sides AS (
    SELECT unit, rep, equation, side, sum(CASE sign WHEN 1 THEN value ELSE -value END) AS total,
           CASE WHEN max(terms) = 1 THEN trim(max(label_zh) || ' ' || number_text(total))
                ELSE ltrim(coalesce(string_agg(CASE sign WHEN 1 THEN '+' ELSE '-' END || CASE WHEN label_zh = '' THEN printed ELSE label_zh || '(' || printed || ')' END,
                                               '' ORDER BY place) FILTER (terms < 7 OR value <> 0 OR state > 0), '0'), '+')
                     || '=' || number_text(total) END AS written
    FROM (SELECT *, count(*) OVER (PARTITION BY unit, rep, equation, side) AS terms,
                 CASE state WHEN 0 THEN number_text(value) WHEN 1 THEN '空' ELSE '？' END AS printed
          FROM shown)
    GROUP BY unit, rep, equation, side
),
written AS (
    SELECT s.unit, s.rep, s.equation, any_value(s.instance_zh) AS instance_zh, any_value(s.head_zh) AS head_zh, any_value(s.relation) AS relation,
           array_agg(s.code ORDER BY s.place) FILTER (s.year_offset = 0) AS cells,
           array_agg(s.code ORDER BY s.place) FILTER (s.year_offset = 0 AND s.state > 0) AS doubtful
    FROM shown AS s
    GROUP BY s.unit, s.rep, s.equation
),
expiring AS (
    SELECT DISTINCT c.rep
    FROM checked AS c
    JOIN mention AS m USING (report_id)
    WHERE m.kind = 'expiry'
)
SELECT CASE WHEN q.rule = 'Y-03' AND q.outcome = 'fail' AND x.rep IS NOT NULL THEN 'Y-04' ELSE q.rule END AS rule,
       q.instance, r.report_id, r.agency_id, r.region_code, r.year, q.outcome, q.reason,
       CASE WHEN u.severity = 'error' AND (q.state = 1 OR q.rule = 'Y-01' AND (q.kind = 'group' OR r.scope <> 'own')) THEN 'warning' END AS severity,
       CASE q.outcome WHEN 'fail' THEN w.cells WHEN 'not_assessable' THEN coalesce(w.doubtful, w.cells) END AS cells,
       number_text(le.total) AS left_side, number_text(ri.total) AS right_side,
       CASE WHEN w.equation IS NOT NULL THEN q.difference END AS difference,
       CASE q.outcome WHEN 'fail' THEN w.head_zh || '：' || le.written || '，' || ri.written
            || CASE w.relation WHEN '=' THEN '，差 ' ELSE '，多 ' END || number_text(abs(q.difference)) END AS formula,
       CASE WHEN w.equation IS NOT NULL THEN MAP {'row': w.instance_zh, 'col': w.instance_zh, 'left': number_text(le.total), 'right': number_text(ri.total),
            'before': CAST(r.year - 1 AS VARCHAR), 'names': n.names,
            'basis': CASE q.kind WHEN 'group' THEN '（按机构变动的合并口径）' ELSE '' END,
            'basis_en': CASE q.kind WHEN 'group' THEN ' (merged basis)' ELSE '' END} END AS params
FROM residual AS q
JOIN checked AS r USING (rep)
JOIN rule AS u USING (rule)
JOIN unit AS n USING (unit, rep)
LEFT JOIN written AS w USING (unit, rep, equation)
LEFT JOIN sides AS le ON le.unit = q.unit AND le.rep = q.rep AND le.equation = q.equation AND le.side = 'left'
LEFT JOIN sides AS ri ON ri.unit = q.unit AND ri.rep = q.rep AND ri.equation = q.equation AND ri.side = 'right'
LEFT JOIN expiring AS x ON x.rep = q.rep;
