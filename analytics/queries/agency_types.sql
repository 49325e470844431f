-- Kinds of body that a region has.
SELECT a.type, a.type_name, count(*)
FROM stg_agency AS a
JOIN stg_agency_region AS g ON g.agency_id = a.agency_id
LEFT JOIN agency_type AS t ON t.key = a.type
WHERE g.region_code = $region
GROUP BY a.type, a.type_name, t.sort_order
ORDER BY t.sort_order, a.type;
