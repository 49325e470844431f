-- The equations that cannot be judged, with the cells that hold no number.

INSERT INTO judgement BY NAME
WITH cells AS (
    SELECT q.unit, q.rep, q.equation, array_agg(t.code ORDER BY t.place) AS cells
    FROM residual AS q
    JOIN loud_cell AS c ON c.rep = q.rep AND c.state > 0
    JOIN equation_term AS t ON t.equation = q.equation AND t.cell_no = c.cell_no AND t.year_offset = 0
    WHERE q.reason IN ('absent', 'unreadable', 'blank')
    GROUP BY q.unit, q.rep, q.equation
)
SELECT q.rule, q.instance, r.report_id, r.agency_id, r.region_code, r.year, q.outcome, q.reason, q.instances, k.cells,
       MAP {'before': CAST(r.year - 1 AS VARCHAR), 'names': q.names} AS params
FROM residual AS q
JOIN checked AS r USING (rep)
LEFT JOIN cells AS k USING (unit, rep, equation)
WHERE q.outcome = 'not_assessable';
