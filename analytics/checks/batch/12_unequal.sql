-- only if EXISTS (SELECT 1 FROM residual WHERE outcome = 'fail')
-- The equations that do not hold, written out with their numbers.

INSERT INTO judgement BY NAME
WITH failed AS (
    SELECT * FROM residual WHERE outcome = 'fail'
),
part AS (
    SELECT unit, rep, rep AS of_rep, 0 AS year_offset FROM unit WHERE kind <> 'group' AND rep IN (SELECT rep FROM failed)
    UNION ALL
    SELECT u.unit, u.rep, p.rep, p.year_offset FROM unit_part AS p JOIN unit AS u USING (unit) WHERE u.rep IN (SELECT rep FROM failed)
),
-- A cell of the year before is the sum over the bodies of the group.
shown AS (
    SELECT q.unit, q.rep, t.equation, t.place, t.side, t.label_zh, t.sign, t.year_offset, t.code,
           max(c.state) AS state, coalesce(sum(c.value), 0) AS value
    FROM failed AS q
    JOIN part AS p USING (unit, rep)
    JOIN equation_term AS t USING (equation, year_offset)
    JOIN checked_table AS e ON e.rep = p.of_rep AND e.table_no = t.table_no
    JOIN form_cell AS f ON f.cell_no = t.cell_no AND f.edition = e.edition
    LEFT JOIN loud_cell AS c ON c.rep = p.of_rep AND c.cell_no = t.cell_no
    GROUP BY ALL
),
-- Of a long sum only what is not 0 is named. A blank is never written as 0.
sides AS (
    SELECT unit, rep, equation, side, sum(CASE sign WHEN 1 THEN value ELSE -value END) AS total, count(*) FILTER (state > 0) AS blanks,
           CASE WHEN blanks = max(terms) THEN '空' ELSE number_text(total) END AS total_text,
           CASE WHEN max(terms) = 1 THEN trim(max(label_zh) || ' ' || total_text)
                WHEN max(terms) >= 7 AND blanks = max(terms) THEN '各项均为空'
                ELSE ltrim(coalesce(string_agg(CASE sign WHEN 1 THEN '+' ELSE '-' END || CASE WHEN label_zh = '' THEN printed ELSE label_zh || '(' || printed || ')' END,
                                               '' ORDER BY place) FILTER (terms < 7 OR value <> 0), '0'), '+')
                     || '=' || total_text || CASE WHEN max(terms) >= 7 AND blanks > 0 THEN '（' || blanks || '格为空）' ELSE '' END END AS written
    FROM (SELECT *, count(*) OVER (PARTITION BY unit, rep, equation, side) AS terms,
                 CASE coalesce(state, 0) WHEN 0 THEN number_text(value) WHEN 1 THEN '空' ELSE '？' END AS printed
          FROM shown)
    GROUP BY unit, rep, equation, side
),
written AS (
    SELECT unit, rep, equation, max(total_text) FILTER (side = 'left') AS left_text, max(total_text) FILTER (side = 'right') AS right_text,
           max(written) FILTER (side = 'left') AS left_written, max(written) FILTER (side = 'right') AS right_written
    FROM sides
    GROUP BY unit, rep, equation
),
cells AS (
    SELECT unit, rep, equation, array_agg(code ORDER BY place) FILTER (year_offset = 0) AS cells
    FROM shown
    GROUP BY unit, rep, equation
),
expiring AS (
    SELECT DISTINCT c.rep
    FROM checked AS c
    JOIN mention AS m USING (report_id)
    WHERE m.kind = 'expiry'
)
SELECT CASE WHEN q.rule = 'Y-03' AND x.rep IS NOT NULL THEN 'Y-04' ELSE q.rule END AS rule,
       q.instance, r.report_id, r.agency_id, r.region_code, r.year, q.outcome,
       CASE WHEN u.severity = 'error' AND (q.state = 1 OR q.rule = 'Y-01' AND (q.kind = 'group' OR r.scope <> 'own')) THEN 'warning' END AS severity,
       k.cells, w.left_text AS left_side, w.right_text AS right_side, q.difference,
       e.head_zh || '：' || w.left_written || '，' || w.right_written
           || CASE e.relation WHEN '=' THEN '，差 ' ELSE '，多 ' END || number_text(abs(q.difference)) AS formula,
       MAP {'row': e.instance_zh, 'col': e.instance_zh, 'left': w.left_text, 'right': w.right_text, 'before': CAST(r.year - 1 AS VARCHAR),
            'basis': CASE q.kind WHEN 'group' THEN '（按机构变动的合并口径）' ELSE '' END,
            'basis_en': CASE q.kind WHEN 'group' THEN ' (merged basis)' ELSE '' END} AS params
FROM failed AS q
JOIN equation_form AS e USING (equation)
JOIN checked AS r USING (rep)
JOIN rule AS u ON u.rule = q.rule
JOIN written AS w USING (unit, rep, equation)
JOIN cells AS k USING (unit, rep, equation)
LEFT JOIN expiring AS x ON x.rep = q.rep
-- That more was repealed than there was is told by T2-03; a stock below nothing tells nobody more.
WHERE NOT (q.rule = 'Y-03' AND starts_with(w.right_text, '-'));
