-- What the prose says in numbers against the tables, X-01 to X-08. A figure
-- may mean several things (data/figure_meanings.csv): equal to the usual one it
-- passes, equal to another it is told which, equal to none it fails. A figure
-- of another scope than the report's is never held against it.

CREATE TEMP TABLE meaning AS
SELECT CAST(row_number() OVER (ORDER BY min(m.rowid)) AS SMALLINT) AS meaning_no, m.code, m.meaning, any_value(m.rule) AS rule, any_value(m.name_zh) AS name_zh,
       any_value(m.expected) AS expected
FROM figure_meaning AS m
GROUP BY m.code, m.meaning;

CREATE TEMP TABLE meaning_cell AS
SELECT g.meaning_no, g.code AS figure, f.cell_no, f.code, f.edition, f.table_no, m.sign
FROM figure_meaning AS m
JOIN meaning AS g USING (code, meaning)
JOIN form_cell AS f ON f.code = m.cell;

-- What each meaning is in each report that says the figure: its sum, NULL when
-- a cell of it holds no number.
CREATE TEMP TABLE meant AS
WITH figured AS (
    SELECT DISTINCT r.rep, x.code AS figure FROM figure AS x JOIN checked AS r USING (report_id)
),
term AS MATERIALIZED ( -- few beside the cells of all reports
    SELECT g.rep, t.meaning_no, t.cell_no, t.sign
    FROM figured AS g
    JOIN meaning_cell AS t USING (figure)
    JOIN checked_table AS e ON e.rep = g.rep AND e.table_no = t.table_no AND e.edition = t.edition
)
SELECT t.rep, t.meaning_no, coalesce(max(c.state), 0) AS state,
       CASE WHEN coalesce(max(c.state), 0) = 0 THEN CAST(sum(t.sign * coalesce(c.value, 0)) AS DECIMAL(18, 6)) END AS value
FROM term AS t
LEFT JOIN loud_cell AS c USING (rep, cell_no)
GROUP BY t.rep, t.meaning_no;

-- Each figure once a value and scope, under the number of the first that says
-- it, with the meaning that it equals.
CREATE TEMP TABLE said AS
WITH own_year AS (
    SELECT r.rep, r.scope AS report_scope, x.code, x.value, x.unit, x.scope, min(x.number) AS number
    FROM figure AS x
    JOIN checked AS r USING (report_id)
    WHERE NOT x.approx AND x.value IS NOT NULL AND coalesce(x.year, r.year) = r.year
    GROUP BY ALL
)
SELECT s.*, s.scope <> 'unknown' AND s.report_scope <> 'unknown' AND s.scope <> s.report_scope AS elsewhere,
       min(m.meaning_no) FILTER (m.value = s.value) AS meaning_no,
       coalesce(bool_or(m.value = s.value AND g.expected), false) AS usual, max(m.state) AS state, min(g.rule) AS rule,
       -- What it is shown against: what it equals, else its usual meaning that the report has.
       coalesce(min(m.meaning_no) FILTER (m.value = s.value), min(m.meaning_no) FILTER (g.expected AND m.value IS NOT NULL),
                min(m.meaning_no) FILTER (m.value IS NOT NULL)) AS shown
FROM own_year AS s
LEFT JOIN meaning AS g ON g.code = s.code
LEFT JOIN meant AS m ON m.rep = s.rep AND m.meaning_no = g.meaning_no
GROUP BY ALL;

-- What did not pass is written out, with its cells.
INSERT INTO judgement BY NAME
WITH right_meaning AS (
    SELECT DISTINCT s.rep, g.rule, g.name_zh
    FROM said AS s
    JOIN meaning AS g ON g.meaning_no = s.meaning_no AND g.expected
    WHERE NOT s.elsewhere
),
confirmed AS ( -- the report says the same thing rightly elsewhere, be it in other words (收到 and 受理): this one is of something else
    SELECT DISTINCT s.rep, s.code
    FROM said AS s
    JOIN meaning AS g ON g.code = s.code AND g.expected
    JOIN right_meaning AS c ON c.rep = s.rep AND c.rule = g.rule AND c.name_zh = g.name_zh
),
judged AS MATERIALIZED (
    SELECT s.*, f.name_zh, f.severity = 'info' OR s.meaning_no IS NOT NULL OR c.rep IS NOT NULL AS mild,
           CASE WHEN s.usual OR s.meaning_no IS NOT NULL AND s.elsewhere THEN 'pass'
                WHEN s.meaning_no IS NULL AND (s.elsewhere OR s.state > 0) THEN 'not_assessable'
                ELSE 'fail' END AS outcome
    FROM said AS s
    JOIN figure_code AS f ON f.code = s.code
    LEFT JOIN confirmed AS c ON c.rep = s.rep AND c.code = s.code
    WHERE s.rule IS NOT NULL -- else nothing of the form has that meaning
),
open AS MATERIALIZED (
    SELECT j.*, g.name_zh AS meaning_zh, m.value AS right_value
    FROM judged AS j
    LEFT JOIN meaning AS g ON g.meaning_no = j.shown
    LEFT JOIN meant AS m ON m.rep = j.rep AND m.meaning_no = j.shown
    WHERE j.outcome <> 'pass'
),
needed AS MATERIALIZED (
    SELECT DISTINCT o.rep, o.shown, t.cell_no, t.code FROM open AS o JOIN meaning_cell AS t ON t.meaning_no = o.shown
),
shown AS MATERIALIZED (
    SELECT n.rep, n.shown, list(n.code ORDER BY n.code) AS cells
    FROM needed AS n
    JOIN checked_cell AS c USING (rep, cell_no)
    GROUP BY n.rep, n.shown
)
SELECT o.rule, o.code || ' ' || x.said AS instance, r.report_id, r.agency_id, r.region_code, r.year, o.outcome,
       CASE WHEN o.mild THEN 'info' END AS severity,
       CASE WHEN o.elsewhere THEN 'other_scope' WHEN o.state = 2 THEN 'unreadable' ELSE 'not_filled' END AS reason,
       w.cells, number_text(o.value) AS left_side, number_text(o.right_value) AS right_side, o.value - o.right_value AS difference,
       '正文“' || x.said || '”，' || o.meaning_zh || number_text(o.right_value)
           || CASE WHEN o.value = o.right_value THEN '，相等' ELSE '，差 ' || number_text(abs(o.value - o.right_value)) END AS formula,
       MAP {'what': o.name_zh, 'left': CASE WHEN regexp_matches(x.said, '[0-9一二两三四五六七八九十]') THEN x.said ELSE '' END,
            'meaning': o.meaning_zh, 'right': number_text(o.right_value)} AS params,
       x.sentence AS quote, x.position
FROM open AS o
JOIN checked AS r USING (rep)
JOIN figure AS x ON x.report_id = r.report_id AND x.number = o.number
LEFT JOIN shown AS w ON w.rep = o.rep AND w.shown = o.shown
-- passes
UNION ALL BY NAME
SELECT j.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL;
