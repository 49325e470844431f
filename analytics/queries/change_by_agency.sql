-- What each body adds to the change of a total. A body that did not have to
-- report in one of the years adds its whole value of the other; where bodies
-- are missing ($gaps) only those of both years are listed.
WITH years AS (
    SELECT agency_id, year, status, num, not_counted
    FROM member_year_measure
    WHERE NOT $alone AND measure = $measure AND year IN ($year - 1, $year)
      AND agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
    UNION ALL
    SELECT agency_id, year, status, num, not_counted
    FROM agency_year_measure
    WHERE $alone AND measure = $measure AND year IN ($year - 1, $year)
      AND agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
),
pairs AS (
    SELECT coalesce(n.agency_id, b.agency_id) AS agency_id, n, b,
           coalesce(change(n.num, b.num), n.num, change(CAST(0 AS DECIMAL(24, 6)), b.num)) AS diff
    FROM (SELECT * FROM years WHERE year = $year) AS n
    FULL JOIN (SELECT * FROM years WHERE year = $year - 1) AS b ON b.agency_id = n.agency_id
)
SELECT a.*, coalesce(p.n.status, 'not_expected'), micro(p.n.num), coalesce(p.n.not_counted, 0),
       coalesce(p.b.status, 'not_expected'), micro(p.b.num), coalesce(p.b.not_counted, 0),
       micro(p.diff), p.n.num IS NOT NULL AND p.b.num IS NULL, p.n.num IS NULL AND p.b.num IS NOT NULL
FROM pairs AS p
JOIN stg_agency AS a ON a.agency_id = p.agency_id
WHERE p.diff IS NOT NULL AND (NOT $gaps OR (p.n.num IS NOT NULL AND p.b.num IS NOT NULL))
ORDER BY abs(p.diff) DESC, a.sort_order, a.agency_id;
