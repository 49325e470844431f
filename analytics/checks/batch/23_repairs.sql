-- only if EXISTS (SELECT 1 FROM residual WHERE outcome = 'fail' AND rule IN ('T3-01', 'T3-02', 'T3-03')) OR EXISTS (SELECT 1 FROM checked_cell WHERE state = 2 AND table_no = 3)
-- T3-05 and P-01: what single change would make table 3 add up. T3-05: one
-- cell, or some requests moved from one column to another; P-01: two numbers
-- joined or one taken apart in a row that could not be read.

INSERT INTO judgement BY NAME
WITH adding_up AS (
    SELECT q.rep, q.rule, q.instance, q.equation, q.difference, q.outcome,
           count(*) FILTER (q.outcome = 'fail') OVER (PARTITION BY q.rep) AS failures,
           bool_or(q.reason <> 'blank') OVER (PARTITION BY q.rep) AS gaps
    FROM residual AS q
    WHERE q.rule IN ('T3-01', 'T3-02', 'T3-03') AND q.rep IN (SELECT rep FROM residual WHERE rule IN ('T3-01', 'T3-02', 'T3-03') AND outcome = 'fail')
),
broken AS (
    SELECT * FROM adding_up WHERE outcome = 'fail' AND NOT coalesce(gaps, FALSE)
),
uses AS (
    SELECT cell_no, count(DISTINCT equation) AS equations
    FROM equation_term
    WHERE rule IN ('T3-01', 'T3-02', 'T3-03')
    GROUP BY cell_no
),
-- The cell stands in all equations that fail and in no other, and one change
-- mends them all.
mending AS (
    SELECT b.rep, t.cell_no, any_value(b.failures) AS failures, any_value(CASE WHEN t.adds THEN -b.difference ELSE b.difference END) AS change
    FROM broken AS b
    JOIN equation_term AS t USING (equation)
    JOIN uses AS u USING (cell_no)
    GROUP BY b.rep, t.cell_no
    HAVING count(*) = any_value(b.failures) AND count(*) = any_value(u.equations)
       AND min(CASE WHEN t.adds THEN -b.difference ELSE b.difference END) = max(CASE WHEN t.adds THEN -b.difference ELSE b.difference END)
),
cell AS (
    SELECT 'T3-05' AS rule, 'cell' AS instance, m.rep, [f.code] AS cells, number_text(c.value) AS left_side,
           number_text(coalesce(c.value, 0) + m.change) AS right_side, -m.change AS difference,
           '表三' || m.failures || '处不平，疑似只因' || f.cell_name || '有误：现为' || CASE c.state WHEN 0 THEN number_text(c.value) ELSE '空' END || '，若为' || right_side
               || '，各行各列全部平衡（差额' || number_text(abs(m.change)) || '）' AS hint,
           'Perhaps ' || f.code || ' is wrong: with ' || right_side || ' all rows and columns add up' AS hint_en
    FROM mending AS m
    JOIN checked_cell AS c USING (rep, cell_no)
    JOIN form_cell AS f USING (cell_no)
    WHERE coalesce(c.value, 0) + m.change >= 0
),
-- Two columns off by the same number in opposite directions, and nothing else.
pair AS (
    SELECT a.rep, a.rule, a.instance AS high, b.instance AS low, a.difference AS moved, a.failures
    FROM broken AS a
    JOIN broken AS b ON b.rep = a.rep AND b.rule = a.rule AND b.difference = -a.difference
    WHERE a.rule <> 'T3-01' AND a.difference > 0 AND a.instance <> 'total' AND b.instance <> 'total' AND a.failures IN (2, 4)
),
-- Where requests stand that should stand in another column: outcomes off by
-- T3-02 alone, received and carried by T3-03 alone, the total by both.
moved AS (
    SELECT rep, any_value(high) AS high, any_value(low) AS low, any_value(moved) AS moved, any_value(failures) AS failures,
           CASE WHEN any_value(failures) = 4 THEN 'total' WHEN any_value(rule) = 'T3-02' THEN 'outcome' ELSE 'flow' END AS kind
    FROM pair
    GROUP BY rep
    HAVING count(*) * 2 = any_value(failures) AND min(high) = max(high) AND min(low) = max(low) AND min(moved) = max(moved)
),
possible AS (
    SELECT v.*, f.row_name, f.cell_order, f.col_label AS from_zh, g.col_label AS to_zh, f.code AS from_code, g.code AS to_code
    FROM moved AS v
    JOIN checked_cell AS c USING (rep)
    JOIN form_cell AS f ON f.cell_no = c.cell_no AND f.table_no = 3
    JOIN form_cell AS g ON g.edition = f.edition AND g.table_no = 3 AND g.row_code = f.row_code
    WHERE c.value >= v.moved
      AND CASE WHEN f.row_code = 'outcome.total' THEN v.kind = 'total' AND f.col_code = v.low AND g.col_code = v.high
               WHEN f.row_code = 'carried_forward' THEN v.kind = 'flow' AND f.col_code = v.low AND g.col_code = v.high
               WHEN f.row_code IN ('new_received', 'carried_over') THEN v.kind = 'flow' AND f.col_code = v.high AND g.col_code = v.low
               ELSE v.kind = 'outcome' AND f.col_code = v.high AND g.col_code = v.low END
),
-- Rows from which they would move the same way are told together.
way AS (
    SELECT rep, any_value(moved) AS moved, any_value(failures) AS failures, min(cell_order) AS place,
           flatten(array_agg([from_code, to_code] ORDER BY cell_order)) AS cells,
           string_agg('“' || row_name || '”', '或' ORDER BY cell_order) || '行从' || from_zh || '列移到' || to_zh || '列' AS words,
           string_agg(from_code || ' to ' || to_code, ' or ' ORDER BY cell_order) AS words_en
    FROM possible
    GROUP BY rep, from_zh, to_zh
),
column_of AS (
    SELECT 'T3-05' AS rule, 'column' AS instance, rep, flatten(array_agg(cells ORDER BY place)) AS cells, any_value(moved) AS difference,
           '表三' || any_value(failures) || '处不平，疑似有' || number_text(difference) || '件记错列：' || string_agg(words, '；或' ORDER BY place) AS hint,
           'Perhaps ' || number_text(difference) || ' counted in the wrong column: ' || string_agg(words_en, ' or ' ORDER BY place) AS hint_en
    FROM way
    GROUP BY rep
),
mended AS (
    SELECT rule, instance, rep, 'fail' AS outcome, cells, left_side, right_side, difference, MAP {'hint': hint, 'hint_en': hint_en} AS params
    FROM (FROM cell UNION ALL BY NAME FROM column_of)
),
-- Rows that could not be read: their numbers as printed.
torn AS (
    SELECT r.rep, f.row_code, any_value(f.row_name) AS row_name, array_agg(f.code ORDER BY f.cell_order) AS cells, any_value(o.raw) AS raw, any_value(o.position) AS position,
           list_filter(list_transform(string_split(any_value(o.raw), '|'), x -> replace(trim(x), ',', '')), x -> x <> '') AS words
    FROM observation_by_report AS o
    JOIN checked AS r USING (report_id)
    JOIN form_cell AS f ON f.edition = o.edition AND f.code = o.code
    WHERE o.status = 'unreadable' AND f.table_no = 3 AND contains(o.raw, '|')
    GROUP BY r.rep, f.row_code
    HAVING count(*) = 7 AND count(DISTINCT o.raw) = 1
),
numbers AS (
    SELECT * FROM torn WHERE len(words) IN (6, 8) AND len(list_filter(words, x -> NOT regexp_full_match(x, '[0-9]{1,9}'))) = 0
),
tried AS (
    SELECT rep, row_code, words[:i - 1] || [words[i] || words[i + 1]] || words[i + 2:] AS words
    FROM (SELECT *, unnest(range(1, 8)) AS i FROM numbers WHERE len(words) = 8)
    UNION ALL
    SELECT rep, row_code, words[:i - 1] || [substr(words[i], 1, cut), substr(words[i], cut + 1)] || words[i + 1:]
    FROM (SELECT *, unnest(range(1, 9)) AS cut FROM (SELECT *, unnest(range(1, 7)) AS i FROM numbers WHERE len(words) = 6))
    WHERE cut < length(words[i])
),
repaired AS (
    SELECT rep, row_code, min(array_to_string(words, '、')) AS words
    FROM tried
    WHERE list_sum(list_transform(words[:6], x -> CAST(x AS BIGINT))) = CAST(words[7] AS BIGINT)
      AND len(list_filter(words, x -> length(x) > 1 AND x[1] = '0')) = 0
    GROUP BY rep, row_code
    HAVING count(DISTINCT words) = 1
),
split AS (
    SELECT 'P-01' AS rule, t.row_code AS instance, t.rep, CASE WHEN p.rep IS NULL THEN 'pass' ELSE 'fail' END AS outcome, t.cells, t.raw AS quote, t.position,
           MAP {'row': t.row_name, 'repaired': p.words} AS params
    FROM torn AS t
    LEFT JOIN repaired AS p USING (rep, row_code)
)
SELECT j.* EXCLUDE (rep), r.report_id, r.agency_id, r.region_code, r.year
FROM (FROM mended UNION ALL BY NAME FROM split) AS j
JOIN checked AS r USING (rep)
WHERE r.asked;
