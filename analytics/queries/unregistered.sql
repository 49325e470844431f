-- Bodies that filed and are not in the registry.
SELECT a.agency_id, a.name, count(*), min(r.year), max(r.year)
FROM agency AS a
JOIN stg_report AS r ON r.agency_id = a.agency_id
WHERE NOT a.registered
GROUP BY a.agency_id, a.name
ORDER BY a.name, a.agency_id;
