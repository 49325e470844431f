-- How far each year of a region has come in.
SELECT y.year, coalesce(e.edition, ''), count(*) FILTER (y.required), count(*) FILTER (y.state = 'filed'),
       count(*) FILTER (y.state = 'held')
FROM region_year AS r
JOIN agency_year AS y ON y.year = r.year
JOIN stg_agency_region AS g ON g.agency_id = y.agency_id AND g.region_code = r.region_code
LEFT JOIN form_edition AS e ON y.year BETWEEN e.first_year AND coalesce(e.last_year, y.year)
WHERE r.region_code = $region
GROUP BY y.year, e.edition
ORDER BY y.year;
