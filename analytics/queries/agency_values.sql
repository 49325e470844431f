-- One measure of each body in one year against the year before. Bodies whose
-- report is a roll-up are left out unless asked for alone.
SELECT a.*, v.state, coalesce(v.report_id, ''),
       v.status, micro(v.value), CASE WHEN m.kind = 'rate' THEN micro(v.num) END, micro(v.den), v.not_counted, v.sample,
       coalesce(v.status_before, 'not_expected'), micro(v.value_before),
       CASE WHEN m.kind = 'rate' THEN micro(v.num_before) END, micro(v.den_before),
       v.not_counted_before, sample_size(m.kind, v.den_before, m.min_base, m.small_base),
       v.note, micro(v.diff), micro(v.percent),
       a.agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[]))) AND v.known AND (v.own OR $alone)
FROM agency_year_measure AS v
JOIN measure AS m ON m.code = v.measure
JOIN stg_agency AS a ON a.agency_id = v.agency_id
JOIN agency_year AS y ON y.agency_id = v.agency_id AND y.year = v.year
WHERE v.measure = $measure AND v.year = $year
  AND (v.agency_id IN (SELECT unnest(CAST($listed AS VARCHAR[]))))
  AND ($alone OR (a.type <> 'county_rollup' AND coalesce(y.scope, '') <> 'rollup'))
ORDER BY a.sort_order, a.agency_id;
