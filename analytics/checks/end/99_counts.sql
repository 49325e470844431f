-- only if EXISTS (SELECT 1 FROM unlisted_count)
-- The counts of the unlisted bodies of all batches.

INSERT INTO check_count
SELECT rule, region_code, year, sum(passed), sum(failed), sum(not_assessable) FROM unlisted_count GROUP BY ALL ORDER BY ALL;
