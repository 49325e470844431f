-- H-03, H-04: who has reported, and what is registered as part of the total.

-- The regions and years that have reports of registered bodies; a township's
-- belong to its county too.
CREATE TEMP TABLE region_report AS
SELECT CASE length(region_code) WHEN 9 THEN left(region_code, 6) ELSE region_code END AS region, year, rep, report_id, agency_id,
       scope, type, in_rollup, short_name, name, sort_order
FROM checked
WHERE registered;

CREATE TEMP TABLE rollup_of AS
SELECT region, year, min_by(rep, (CASE type WHEN 'county_rollup' THEN 0 ELSE 1 END, sort_order)) AS rep
FROM region_report
WHERE scope = 'rollup'
GROUP BY region, year;

-- Who has to report for a year or is counted in the total, and who did.
CREATE TEMP TABLE expected_body AS
SELECT y.region, y.year, a.agency_id, a.short_name, a.in_rollup, a.sort_order, r.rep, r.scope, r.rep IS NOT NULL OR a.must_report AS due,
       EXISTS (SELECT 1 FROM held AS h WHERE h.agency_id = a.agency_id AND h.year = y.year) AS waits
FROM (SELECT DISTINCT region, year FROM region_report) AS y
JOIN agency AS a ON a.registered AND (a.region_code = y.region OR length(a.region_code) = 9 AND left(a.region_code, 6) = y.region)
LEFT JOIN region_report AS r ON r.agency_id = a.agency_id AND r.year = y.year
WHERE r.rep IS NOT NULL OR (a.must_report OR a.in_rollup) AND y.year BETWEEN coalesce(a.valid_from, y.year) AND coalesce(a.valid_to, y.year);

INSERT INTO judgement BY NAME
WITH coverage AS (
    SELECT region, year, count(*) AS due, count(*) FILTER (rep IS NOT NULL) AS here,
           string_agg(short_name || CASE WHEN waits THEN '（待确认）' ELSE '' END, '、' ORDER BY sort_order) FILTER (rep IS NULL) AS names
    FROM expected_body
    WHERE due
    GROUP BY region, year
)
SELECT 'H-03' AS rule, '' AS instance, CASE here WHEN due THEN 'pass' ELSE 'fail' END AS outcome, region AS region_code, year,
       CAST(here AS VARCHAR) AS left_side, CAST(due AS VARCHAR) AS right_side,
       MAP {'year': CAST(year AS VARCHAR), 'left': CAST(here AS VARCHAR), 'right': CAST(due AS VARCHAR), 'names': names} AS params
FROM coverage
UNION ALL BY NAME
SELECT 'H-04' AS rule, '' AS instance, CASE WHEN any_value(in_rollup) THEN 'fail' ELSE 'pass' END AS outcome, agency_id, region AS region_code, max(year) AS year,
       MAP {'unit': any_value(name)} AS params
FROM region_report
WHERE type = 'county_rollup'
GROUP BY region, agency_id;
