-- Range of one measure over the bodies of one kind, by year: registered, own
-- reports, and of rates those that rest on enough.
WITH peers AS (
    SELECT v.year, a.type, list_sort(list(micro(v.value))) AS sorted
    FROM agency_year_measure AS v
    JOIN agency AS a ON a.agency_id = v.agency_id
    WHERE v.measure = $measure AND v.year BETWEEN $from AND $to
      AND a.registered AND v.own AND v.value IS NOT NULL AND v.sample <> 'tiny'
      AND ($type = '' OR a.type = $type)
      AND a.agency_id IN (SELECT agency_id FROM stg_agency_region WHERE region_code = left($region, 6))
    GROUP BY v.year, a.type
)
SELECT p.year, p.type, coalesce(t.name_zh, p.type), len(p.sorted),
       CASE WHEN len(p.sorted) >= 5 THEN CAST(quartile(p.sorted, 1) AS BIGINT) END,
       CASE WHEN len(p.sorted) >= 5 THEN CAST(quartile(p.sorted, 2) AS BIGINT) END,
       CASE WHEN len(p.sorted) >= 5 THEN CAST(quartile(p.sorted, 3) AS BIGINT) END
FROM peers AS p
LEFT JOIN agency_type AS t ON t.key = p.type
ORDER BY p.year, t.sort_order, p.type;
