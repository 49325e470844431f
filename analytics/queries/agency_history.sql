-- One measure of a list of bodies over years.
SELECT v.agency_id, v.year, v.status, micro(v.value), CASE WHEN m.kind = 'rate' THEN micro(v.num) END, micro(v.den),
       v.not_counted, v.sample,
       v.value IS NOT NULL AND v.value_before IS NOT NULL AND v.same
FROM agency_year_measure AS v
JOIN measure AS m ON m.code = v.measure
WHERE v.measure = $measure AND v.year BETWEEN $from AND $to
  AND v.agency_id IN (SELECT unnest(CAST($listed AS VARCHAR[])))
ORDER BY v.agency_id, v.year;
