-- Registered bodies of a region or of a list, roll-ups included.
SELECT a.*
FROM stg_agency AS a
WHERE CASE WHEN len(CAST($agencies AS VARCHAR[])) > 0 THEN list_contains(CAST($agencies AS VARCHAR[]), a.agency_id)
           ELSE a.registered
               AND a.agency_id IN (SELECT agency_id FROM stg_agency_region WHERE region_code = $region)
               AND (len(CAST($types AS VARCHAR[])) = 0 OR list_contains(CAST($types AS VARCHAR[]), a.type)) END
ORDER BY a.sort_order, a.agency_id;
