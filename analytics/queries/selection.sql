-- The bodies of a selection. One body named alone may be any; of several, the
-- registered ones count, and of a region those of its total.
SELECT a.agency_id, a.simulated
FROM agency AS a
WHERE CASE WHEN len(CAST($agencies AS VARCHAR[])) = 1 THEN a.agency_id = CAST($agencies AS VARCHAR[])[1]
           WHEN len(CAST($agencies AS VARCHAR[])) > 1 THEN
               a.registered AND list_contains(CAST($agencies AS VARCHAR[]), a.agency_id)
           ELSE a.registered AND a.in_rollup
               AND a.agency_id IN (SELECT agency_id FROM stg_agency_region WHERE region_code = $region)
               AND (len(CAST($types AS VARCHAR[])) = 0 OR list_contains(CAST($types AS VARCHAR[]), a.type)) END
ORDER BY a.sort_order, a.agency_id;
