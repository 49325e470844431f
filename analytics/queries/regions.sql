-- Regions with how many bodies they have and which years these filed.
WITH bodies AS (
    SELECT region_code, count(*) AS agencies FROM stg_agency_region GROUP BY region_code
),
filed AS (
    SELECT g.region_code, min(y.year) AS first_year, max(y.year) AS last_year
    FROM agency_year AS y
    JOIN stg_agency_region AS g ON g.agency_id = y.agency_id
    WHERE y.state = 'filed'
    GROUP BY g.region_code
),
regions AS (
    SELECT region_code, min(region_name) AS region_name, bool_or(simulated) AS simulated
    FROM region
    GROUP BY region_code
)
SELECT r.region_code, r.region_name, r.simulated, coalesce(b.agencies, 0) AS agencies,
       coalesce(f.first_year, 0), coalesce(f.last_year, 0),
       row_number() OVER (ORDER BY coalesce(b.agencies, 0) DESC, r.region_code) = 1
FROM regions AS r
LEFT JOIN bodies AS b ON b.region_code = r.region_code
LEFT JOIN filed AS f ON f.region_code = r.region_code
ORDER BY r.region_code;
