-- Bodies that a total should hold and does not, with the reason; of a body by
-- itself, why it has no value.
WITH members AS (
    SELECT agency_id, year, measure, status, expected = 1 AS expected, counted = 1 AS counted
    FROM member_year_measure
    WHERE NOT $alone
    UNION ALL
    SELECT agency_id, year, measure, status, required OR state = 'filed', known
    FROM agency_year_measure
    WHERE $alone
)
SELECT a.*, m.status
FROM members AS m
JOIN stg_agency AS a ON a.agency_id = m.agency_id
WHERE m.measure = $measure AND m.year = $year AND m.expected AND NOT m.counted
  AND m.agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
ORDER BY a.sort_order, a.agency_id;
