-- only if getvariable('drafts') IS NULL
-- How often each rule was assessed and how it ended.

CREATE TEMP TABLE counted AS
SELECT rule, coalesce(region_code, '') AS region_code, year,
    coalesce(sum(coalesce(instances, 1)) FILTER (outcome = 'pass'), 0) AS passed, coalesce(sum(coalesce(instances, 1)) FILTER (outcome = 'fail'), 0) AS failed,
    coalesce(sum(coalesce(instances, 1)) FILTER (outcome = 'not_assessable'), 0) AS not_assessable
FROM judgement
WHERE rule IN (SELECT rule FROM rule WHERE enabled)
GROUP BY ALL;

INSERT INTO check_count SELECT * FROM counted WHERE region_code <> '' ORDER BY ALL;
INSERT INTO unlisted_count SELECT * FROM counted WHERE region_code = '';
