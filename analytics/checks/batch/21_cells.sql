-- N-01 to N-04, T2-01, T2-04, T2-05: what a single cell may hold. One
-- judgement a rule and report when all its cells pass.

INSERT INTO judgement BY NAME
WITH bounded AS (
    -- Only what can fail is looked at by name; the rest is counted.
    SELECT c.rep, c.cell_no, c.value, CASE
               WHEN f.kind <> 'signed' AND c.value < 0 THEN 'N-01'
               WHEN f.code LIKE 'proactive.regulation.%' AND c.value > 0 AND r.level IN ('county', 'township', 'unknown') THEN 'T2-01'
               WHEN f.code IN ('proactive.licensing.decisions', 'proactive.penalty.decisions', 'proactive.coercion.decisions') AND c.value > 0
                    AND NOT t.enforces AND r.scope <> 'rollup' THEN 'T2-04'
               WHEN f.code = 'proactive.penalty.decisions' AND c.value > 0 AND r.type IN ('township', 'subdistrict') THEN 'T2-05' END AS rule
    FROM loud_cell AS c
    JOIN form_cell AS f USING (cell_no)
    JOIN checked AS r USING (rep)
    LEFT JOIN agency_type AS t ON t.key = r.type
    WHERE c.state = 0 AND (c.table_no = 2 OR c.value < 0)
),
printed AS (
    -- A row that could not be read keeps one text for all its cells: that is
    -- no cell with a wrong number in it.
    SELECT r.rep, f.cell_no, f.kind, o.status, o.raw, o.ocr,
           trim(translate(o.raw, '０１２３４５６７８９，．－　', '0123456789,.- ')) AS plain
    FROM observation_by_report AS o
    JOIN checked AS r USING (report_id)
    JOIN form_cell AS f ON f.edition = o.edition AND f.code = o.code
    WHERE o.status = 'unreadable' AND NOT contains(o.raw, ' | ') OR o.code = 'proactive.fee.amount_wan' AND contains(o.raw, '元')
),
unread AS (
    SELECT rep, cell_no, raw, CASE
               WHEN status = 'unreadable' AND ocr THEN 'doubt' -- the picture may be at fault
               WHEN status = 'reported' OR kind = 'amount_wan' AND contains(raw, '元') THEN CASE WHEN contains(replace(raw, '万元', ''), '元') THEN 'N-04' END
               WHEN kind IN ('count', 'signed') AND regexp_full_match(plain, '[+-]?[0-9]+\.[0-9]*[1-9][0-9]*\s*[件个宗条项份]?') THEN 'N-02'
               WHEN NOT regexp_matches(plain, '\p{L}') OR length(plain) > 12 THEN 'doubt'
               ELSE 'N-03' END AS rule
    FROM printed
),
failed AS (
    SELECT b.rule, b.rep, b.cell_no, number_text(b.value) AS value, number_text(b.value) AS raw,
           CASE WHEN b.rule = 'T2-01' AND r.level = 'unknown' THEN 'level_unknown' END AS reason,
           CASE WHEN b.rule = 'T2-01' AND regexp_matches(f.code, '(disclosed|public_total)_2019$') THEN 'warning' END AS severity
    FROM bounded AS b
    JOIN checked AS r USING (rep)
    JOIN form_cell AS f USING (cell_no)
    WHERE b.rule IS NOT NULL
    UNION ALL
    SELECT CASE rule WHEN 'doubt' THEN 'N-03' ELSE rule END, rep, cell_no, raw, raw, CASE rule WHEN 'doubt' THEN 'doubtful_reading' END, NULL
    FROM unread
    WHERE rule IS NOT NULL
),
judged AS (
    SELECT x.rule, f.code AS instance, x.rep, CASE WHEN x.reason IS NULL THEN 'fail' ELSE 'not_assessable' END AS outcome, x.severity, x.reason, [f.code] AS cells,
           x.value AS left_side, CASE WHEN x.rule LIKE 'T2-%' THEN '0' END AS right_side,
           MAP {'cell': f.cell_name, 'value': x.value, 'raw': x.raw, 'cells': f.cell_name || '“' || x.raw || '”'} AS params
    FROM failed AS x
    JOIN form_cell AS f USING (cell_no)
)
SELECT j.* EXCLUDE (rep), r.report_id, r.agency_id, r.region_code, r.year
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE r.asked
-- passes
UNION ALL BY NAME
SELECT u.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM checked AS r
JOIN agency_type AS t ON t.key = r.type
JOIN (SELECT unnest(['N-01', 'N-02', 'N-03', 'N-04', 'T2-01', 'T2-04', 'T2-05']) AS rule) AS u
    ON CASE u.rule WHEN 'T2-01' THEN r.level IN ('county', 'township', 'unknown') WHEN 'T2-04' THEN NOT t.enforces AND r.scope <> 'rollup'
                   WHEN 'T2-05' THEN r.type IN ('township', 'subdistrict') ELSE TRUE END
ANTI JOIN failed AS x ON x.rep = r.rep AND x.rule = u.rule
GROUP BY ALL;
