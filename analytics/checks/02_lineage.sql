-- Which report of the year before belongs to a report: that of the same body,
-- or, over a merger, a split or a transfer, those of all bodies concerned. A
-- unit is what equations are judged for: one report, or such a group.

-- The first report year after each reform. A body that is merged away and
-- still reports for the year of the merger is compared a year later.
CREATE TEMP TABLE reform AS
SELECT e.predecessor_id, e.successor_id, e.kind,
       coalesce(CASE WHEN e.kind = 'merge' AND p.valid_to >= year(e.effective_date) - 1 THEN p.valid_to + 1 END,
                CASE WHEN e.kind <> 'transfer' AND s.valid_from >= year(e.effective_date) THEN s.valid_from END,
                CASE WHEN e.kind = 'merge' AND r.rep IS NOT NULL THEN year(e.effective_date) + 1 END,
                year(e.effective_date)) AS year
FROM agency_event AS e
JOIN agency AS p ON p.agency_id = e.predecessor_id
JOIN agency AS s ON s.agency_id = e.successor_id
LEFT JOIN checked AS r ON r.agency_id = e.predecessor_id AND r.year = year(e.effective_date)
WHERE e.kind IN ('merge', 'split', 'transfer');

-- The bodies that the reforms of a year tie together, under the first of them.
CREATE TEMP TABLE reform_member AS
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

-- kind: own (has its report of the year before), first (lacks it), new (has
-- none to have), broken (a report of its reform is missing), covered (judged
-- over the years by its group), group.
CREATE TEMP TABLE unit AS
WITH gaps AS (
    SELECT unit, string_agg(CASE WHEN rep_now IS NULL AND needed_now THEN name || year || '年'
                                 WHEN rep_before IS NULL AND needed_before THEN name || (year - 1) || '年' END, '、'
                            ORDER BY sort_order) AS names,
           count(rep_now) AS now_reports, count(rep_before) AS before_reports
    FROM reform_member
    GROUP BY unit
)
SELECT r.rep AS unit, r.rep,
       CASE WHEN g.unit IS NOT NULL AND g.names IS NULL AND g.before_reports > 0 THEN 'covered'
            WHEN g.unit IS NOT NULL AND g.names IS NOT NULL THEN 'broken'
            WHEN b.rep IS NOT NULL THEN 'own'
            WHEN coalesce(r.valid_from, 0) >= r.year OR r.year <= (SELECT min(first_year) FROM form_edition) THEN 'new'
            ELSE 'first' END AS kind,
       b.rep AS rep_before, coalesce(g.names, '') AS names, 1 AS now_reports, CASE WHEN b.rep IS NULL THEN 0 ELSE 1 END AS before_reports
FROM checked AS r
LEFT JOIN checked AS b ON b.agency_id = r.agency_id AND b.year = r.year - 1
LEFT JOIN reform_member AS m ON m.rep_now = r.rep
LEFT JOIN gaps AS g ON g.unit = m.unit
UNION ALL
SELECT g.unit, m.rep_now, 'group', NULL, '', g.now_reports, g.before_reports
FROM gaps AS g
JOIN reform_member AS m ON m.unit = g.unit AND m.rep_now IS NOT NULL
WHERE g.names IS NULL AND g.before_reports > 0;

-- The reports that a unit is made of, this year and the year before.
CREATE TEMP TABLE unit_part AS
SELECT unit, rep, CAST(0 AS TINYINT) AS year_offset FROM unit WHERE kind = 'group'
UNION ALL
SELECT unit, rep_before, -1 FROM unit WHERE kind = 'own'
UNION ALL
SELECT m.unit, m.rep_before, -1 FROM reform_member AS m
WHERE m.rep_before IS NOT NULL AND m.unit IN (SELECT unit FROM unit WHERE kind = 'group');
