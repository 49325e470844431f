-- Coverage of a region added up by year.
SELECT y.year, count(*) FILTER (y.required), count(*) FILTER (y.required AND y.state = 'filed'),
       count(*) FILTER (y.required AND y.state = 'held'), count(*) FILTER (y.required AND y.state = 'not_filed'),
       count(*) FILTER (NOT y.required AND y.state = 'filed'), count(*) FILTER (y.punctual = 'late')
FROM agency_year AS y
JOIN stg_agency_region AS g ON g.agency_id = y.agency_id
WHERE g.region_code = $region AND y.year BETWEEN $from AND $to
GROUP BY y.year
ORDER BY y.year;
