-- Bodies that a total should hold and does not, with the reason.
SELECT a.*, m.status
FROM member_year_measure AS m
JOIN stg_agency AS a ON a.agency_id = m.agency_id
WHERE m.measure = $measure AND m.year = $year AND m.alone = $alone AND m.expected = 1 AND m.counted = 0
  AND m.agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
ORDER BY a.sort_order, a.agency_id;
