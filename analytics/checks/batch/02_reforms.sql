-- only if EXISTS (SELECT 1 FROM agency_event AS e JOIN checked AS r ON r.asked AND r.agency_id IN (e.predecessor_id, e.successor_id) WHERE e.kind IN ('merge', 'split', 'transfer'))
-- Mergers, splits and transfers: which bodies of two years belong together.

-- The first report year after each reform. A body that is merged away and
-- still reports for the year of the merger is compared a year later.
INSERT INTO reform
SELECT e.predecessor_id, e.successor_id, e.kind,
       coalesce(CASE WHEN e.kind = 'merge' AND p.valid_to >= year(e.effective_date) - 1 THEN p.valid_to + 1 END,
                CASE WHEN e.kind <> 'transfer' AND s.valid_from >= year(e.effective_date) THEN s.valid_from END,
                CASE WHEN e.kind = 'merge' AND r.rep IS NOT NULL THEN year(e.effective_date) + 1 END,
                year(e.effective_date)) AS year
FROM agency_event AS e
JOIN agency AS p ON p.agency_id = e.predecessor_id
JOIN agency AS s ON s.agency_id = e.successor_id
JOIN body AS b ON b.agency_id = e.predecessor_id AND b.batch = getvariable('batch')
LEFT JOIN checked AS r ON r.agency_id = e.predecessor_id AND r.year = year(e.effective_date)
WHERE e.kind IN ('merge', 'split', 'transfer');

-- The bodies that the reforms of a year tie together, under the first of them.
INSERT INTO reform_member
WITH RECURSIVE edge AS (
    SELECT year, predecessor_id AS a, successor_id AS b FROM reform
    UNION
    SELECT year, successor_id, predecessor_id FROM reform
),
reach AS (
    SELECT year, a AS agency_id, a AS other FROM edge
    UNION
    SELECT reach.year, reach.agency_id, edge.b FROM reach JOIN edge ON edge.year = reach.year AND edge.a = reach.other
),
grouped AS (
    SELECT year, agency_id, min(other) AS first_id FROM reach GROUP BY year, agency_id
)
SELECT g.year, g.agency_id, CAST(-dense_rank() OVER (ORDER BY g.year, g.first_id) AS INTEGER) AS unit, a.name, a.sort_order,
       n.rep AS rep_now, b.rep AS rep_before,
       n.rep IS NOT NULL OR g.year BETWEEN coalesce(a.valid_from, g.year) AND coalesce(a.valid_to, g.year)
           AND NOT EXISTS (SELECT 1 FROM reform AS r WHERE r.predecessor_id = g.agency_id AND r.year = g.year AND r.kind = 'merge') AS needed_now,
       b.rep IS NOT NULL OR g.year - 1 BETWEEN coalesce(a.valid_from, g.year - 1) AND coalesce(a.valid_to, g.year - 1) AS needed_before
FROM grouped AS g
JOIN agency AS a USING (agency_id)
LEFT JOIN checked AS n ON n.agency_id = g.agency_id AND n.year = g.year
LEFT JOIN checked AS b ON b.agency_id = g.agency_id AND b.year = g.year - 1;
