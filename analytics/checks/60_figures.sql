-- What the prose says in numbers against the tables, X-01 to X-08. A figure
-- may mean several things (data/figure_meanings.csv): equal to the usual one it
-- passes, equal to another it is told which, equal to none it fails. A figure
-- of another scope than the report's is never held against it.

-- Each meaning of each figure for each report: its sum, or why there is none.
CREATE TEMP TABLE meant AS
WITH term AS (
    SELECT m.code, m.rule, m.meaning, m.name_zh, m.expected, m.cell, m.sign, f.cell_no, m.rowid AS place
    FROM figure_meaning AS m
    JOIN form_cell AS f ON f.code = m.cell
),
figured AS (
    SELECT DISTINCT r.rep, x.code FROM figure AS x JOIN checked AS r USING (report_id)
)
SELECT t.code, t.rule, t.meaning, c.rep, any_value(t.name_zh) AS name_zh, any_value(t.expected) AS expected, min(t.place) AS place,
       CASE WHEN max(c.state) = 0 THEN CAST(sum(t.sign * c.value) AS DECIMAL(18, 6)) END AS value, max(c.state) AS state,
       array_agg(DISTINCT t.cell ORDER BY t.cell) AS cells
FROM term AS t
JOIN checked_cell AS c USING (cell_no)
JOIN figured AS g ON g.rep = c.rep AND g.code = t.code
GROUP BY t.code, t.rule, t.meaning, c.rep;

-- Each figure once a value and scope, with the meaning that it equals.
CREATE TEMP TABLE said AS
WITH own_year AS (
    SELECT r.rep, r.scope AS report_scope, x.code, x.value, x.unit, x.scope,
           min(x.number) AS number, arg_min(x.said, x.number) AS said, arg_min(x.sentence, x.number) AS sentence,
           arg_min(x.position, x.number) AS position
    FROM figure AS x
    JOIN checked AS r USING (report_id)
    WHERE NOT x.approx AND x.value IS NOT NULL AND coalesce(x.year, r.year) = r.year
    GROUP BY ALL
)
SELECT s.*, s.scope <> 'unknown' AND s.report_scope <> 'unknown' AND s.scope <> s.report_scope AS elsewhere,
       arg_min(m.meaning, m.place) FILTER (m.value = s.value) AS meaning,
       bool_or(m.value = s.value AND m.expected) AS usual,
       max(m.state) AS state, any_value(m.rule) AS rule,
       -- What it is shown against: what it equals, else its usual meaning that the report has.
       coalesce(arg_min(m.meaning, m.place) FILTER (m.value = s.value),
                arg_min(m.meaning, CASE WHEN m.expected THEN 0 ELSE 1000 END + m.place) FILTER (m.value IS NOT NULL)) AS shown
FROM own_year AS s
LEFT JOIN meant AS m ON m.rep = s.rep AND m.code = s.code
GROUP BY ALL;

INSERT INTO judgement BY NAME
WITH confirmed AS ( -- the report says the same thing rightly elsewhere: this one is of something else
    SELECT DISTINCT rep, code FROM said WHERE usual AND NOT elsewhere
)
SELECT s.rule, s.code || ' ' || s.said AS instance, r.report_id, r.agency_id, r.region_code, r.year,
       CASE WHEN s.usual OR s.meaning IS NOT NULL AND s.elsewhere THEN 'pass'
            WHEN s.meaning IS NOT NULL THEN 'fail'
            WHEN s.elsewhere OR s.state > 0 THEN 'not_assessable'
            ELSE 'fail' END AS outcome,
       CASE WHEN s.meaning IS NOT NULL OR c.rep IS NOT NULL OR f.severity = 'info' THEN 'info' END AS severity,
       CASE WHEN s.elsewhere THEN 'other_scope' WHEN s.state = 2 THEN 'unreadable' ELSE 'not_filled' END AS reason,
       m.cells, number_text(s.value) AS left_side, number_text(m.value) AS right_side,
       s.value - m.value AS difference,
       '正文“' || s.said || '”，' || m.name_zh || number_text(m.value)
           || CASE WHEN s.value = m.value THEN '，相等' ELSE '，差 ' || number_text(abs(s.value - m.value)) END AS formula,
       MAP {'what': f.name_zh, 'left': CASE WHEN regexp_matches(s.said, '[0-9一二两三四五六七八九十]') THEN s.said ELSE '' END,
            'meaning': m.name_zh, 'right': number_text(m.value)} AS params,
       s.sentence AS quote, s.position
FROM said AS s
JOIN checked AS r USING (rep)
JOIN figure_code AS f ON f.code = s.code
JOIN rule AS u ON u.rule = s.rule AND u.enabled
LEFT JOIN confirmed AS c ON c.rep = s.rep AND c.code = s.code AND s.meaning IS NULL
LEFT JOIN meant AS m ON m.rep = s.rep AND m.code = s.code AND m.meaning = s.shown;
