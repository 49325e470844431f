-- S-02, S-03, S-06, S-07, S-12: the editions of the tables, rows and columns
-- that are not there, blank cells, a second report. A table that is not there
-- at all is S-01 and R-01.

INSERT INTO judgement BY NAME
WITH editions AS (
    SELECT r.rep, any_value(t.edition) FILTER (t.table_no = 2) AS two, any_value(t.edition) FILTER (t.table_no = 3) AS three
    FROM checked AS r
    JOIN report_table AS t USING (report_id)
    GROUP BY r.rep
),
form AS (
    SELECT CASE WHEN n.two IS NULL AND n.three IS NULL THEN 'not_assessable' WHEN coalesce(n.two, n.three) = f.edition THEN 'pass' ELSE 'fail' END AS outcome,
           'S-02' AS rule, CASE WHEN n.two IS NULL THEN '3' ELSE '2' END AS instance, r.rep, CASE outcome WHEN 'not_assessable' THEN 'absent' END AS reason,
           coalesce(n.two, n.three) AS left_side, f.edition AS right_side,
           CASE outcome WHEN 'fail' THEN MAP {'year': CAST(r.year AS VARCHAR), 'edition': o.name_zh, 'expected': f.name_zh} END AS params
    FROM editions AS n
    JOIN checked AS r USING (rep)
    JOIN form_edition AS f ON r.year BETWEEN f.first_year AND coalesce(f.last_year, r.year)
    LEFT JOIN form_edition AS o ON o.edition = coalesce(n.two, n.three)
),
mixed AS (
    SELECT CASE WHEN n.two = n.three THEN 'pass' ELSE 'fail' END AS outcome, 'S-03' AS rule, '' AS instance, n.rep,
           n.two AS left_side, n.three AS right_side, CASE outcome WHEN 'fail' THEN MAP {'table2': two.name_zh, 'table3': three.name_zh} END AS params
    FROM editions AS n
    JOIN form_edition AS two ON two.edition = n.two
    JOIN form_edition AS three ON three.edition = n.three
),
counted AS (
    SELECT t.rep, t.table_no, t.cells, coalesce(c.absent, 0) AS absent, coalesce(c.blank, 0) AS blank
    FROM checked_table AS t
    LEFT JOIN (SELECT rep, table_no, count(*) FILTER (state = 3) AS absent, count(*) FILTER (state = 1) AS blank FROM loud_cell GROUP BY rep, table_no) AS c
        USING (rep, table_no)
    WHERE coalesce(c.absent, 0) < t.cells
),
named AS (
    SELECT n.*, ['二', '三', '四'][n.table_no - 1] AS table_zh FROM counted AS n
),
-- A row or a column of which nothing is there is named once.
gone AS (
    SELECT c.rep, f.table_no, f.cell_order, f.code, f.row_code, f.col_code, f.row_name, f.col_label, f.cell_name,
           count(*) FILTER (c.state < 3) OVER (PARTITION BY c.rep, f.table_no, f.row_group, f.row_code) = 0 AND f.table_no <> 4 AS row_gone,
           count(*) FILTER (c.state < 3) OVER (PARTITION BY c.rep, f.table_no, f.row_group, f.col_group, f.col_code) = 0 AS col_gone,
           c.state
    FROM checked_cell AS c
    JOIN form_cell AS f USING (cell_no)
    WHERE (c.rep, c.table_no) IN (SELECT (rep, table_no) FROM counted WHERE absent > 0)
),
lacking AS (
    SELECT rep, table_no, string_agg(words, '、' ORDER BY place) AS rows
    FROM (
        SELECT rep, table_no, min(cell_order) AS place,
               CASE WHEN row_gone THEN '“' || row_name || '”行' WHEN table_no = 4 THEN cell_name WHEN col_gone THEN '“' || col_label || '”列' ELSE cell_name END AS words
        FROM gone
        WHERE state = 3
        GROUP BY rep, table_no, words
    )
    GROUP BY rep, table_no
),
lacking_cells AS (
    SELECT rep, table_no, array_agg(code ORDER BY cell_order) AS cells FROM gone WHERE state = 3 GROUP BY rep, table_no
),
missing AS (
    -- Where the file prints a row that nobody knows, or its tables are no grid,
    -- the label may only be worded otherwise.
    SELECT CASE n.absent WHEN 0 THEN 'pass' ELSE 'fail' END AS outcome, 'S-06' AS rule, CAST(n.table_no AS VARCHAR) AS instance, n.rep,
           CASE WHEN r.format = 'text' OR EXISTS (SELECT 1 FROM note AS x WHERE x.report_id = r.report_id AND x.code = 'row_unknown') THEN 'warning' END AS severity,
           c.cells, CASE outcome WHEN 'fail' THEN MAP {'table': n.table_zh, 'rows': l.rows} END AS params
    FROM named AS n
    JOIN checked AS r USING (rep)
    LEFT JOIN lacking AS l USING (rep, table_no)
    LEFT JOIN lacking_cells AS c USING (rep, table_no)
),
blank_cells AS (
    SELECT c.rep, c.table_no, array_agg(f.code ORDER BY f.cell_order) AS cells
    FROM loud_cell AS c
    JOIN form_cell AS f USING (cell_no)
    WHERE c.state = 1
    GROUP BY c.rep, c.table_no
),
blank AS (
    SELECT CASE n.blank WHEN 0 THEN 'pass' ELSE 'fail' END AS outcome, 'S-07' AS rule, CAST(n.table_no AS VARCHAR) AS instance, n.rep,
           CASE WHEN n.table_no = 3 AND n.blank > threshold('S-07', 'table3_blanks') OR n.table_no = 4 AND n.blank > threshold('S-07', 'table4_blanks')
                THEN 'warning' END AS severity,
           b.cells, CASE outcome WHEN 'fail' THEN MAP {'table': n.table_zh, 'count': CAST(n.blank AS VARCHAR)} END AS params
    FROM named AS n
    LEFT JOIN blank_cells AS b USING (rep, table_no)
),
others AS (
    SELECT agency_id, year, array_to_string(list_sort(array_agg(DISTINCT file_name)), '、') AS files
    FROM held
    WHERE code = 'second_report' AND agency_id IN (SELECT agency_id FROM body WHERE batch = getvariable('batch')) AND year IS NOT NULL
    GROUP BY agency_id, year
),
judged AS (
    FROM form
    UNION ALL BY NAME FROM mixed
    UNION ALL BY NAME FROM missing
    UNION ALL BY NAME FROM blank
)
SELECT j.* EXCLUDE (rep), r.report_id, r.agency_id, r.region_code, r.year
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome <> 'pass' AND r.asked
UNION ALL BY NAME
SELECT 'S-12' AS rule, '' AS instance, 'fail' AS outcome, r.report_id, o.agency_id, a.region_code, o.year,
       MAP {'year': CAST(o.year AS VARCHAR), 'files': o.files} AS params
FROM others AS o
LEFT JOIN agency AS a USING (agency_id)
LEFT JOIN checked AS r ON r.agency_id = o.agency_id AND r.year = o.year
WHERE coalesce(r.asked, TRUE)
-- passes
UNION ALL BY NAME
SELECT j.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL
UNION ALL BY NAME
SELECT 'S-12' AS rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM checked AS r
ANTI JOIN others AS o ON o.agency_id = r.agency_id AND o.year = r.year
GROUP BY ALL;
