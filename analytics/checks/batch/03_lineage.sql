-- Which report of the year before belongs to a report: that of the same body,
-- or, over a merger, a split or a transfer, those of all bodies concerned. A
-- unit is what equations are judged for: one report, or such a group.

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
       b.rep AS rep_before, coalesce(g.names, '') AS names, 1 AS now_reports, CASE WHEN b.rep IS NULL THEN 0 ELSE 1 END AS before_reports, r.asked
FROM checked AS r
LEFT JOIN checked AS b ON b.agency_id = r.agency_id AND b.year = r.year - 1
LEFT JOIN reform_member AS m ON m.rep_now = r.rep
LEFT JOIN gaps AS g ON g.unit = m.unit
UNION ALL
SELECT g.unit, m.rep_now, 'group', NULL, '', g.now_reports, g.before_reports, r.asked
FROM gaps AS g
JOIN reform_member AS m ON m.unit = g.unit AND m.rep_now IS NOT NULL
JOIN checked AS r ON r.rep = m.rep_now
WHERE g.names IS NULL AND g.before_reports > 0;

-- The reports that a unit is made of, this year and the year before.
CREATE TEMP TABLE unit_part AS
SELECT unit, rep, CAST(0 AS TINYINT) AS year_offset FROM unit WHERE kind = 'group'
UNION ALL
SELECT unit, rep_before, -1 FROM unit WHERE kind = 'own'
UNION ALL
SELECT m.unit, m.rep_before, -1 FROM reform_member AS m
WHERE m.rep_before IS NOT NULL AND m.unit IN (SELECT unit FROM unit WHERE kind = 'group');
