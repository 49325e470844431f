CREATE VIEW stg_held AS
SELECT agency_id, year, CAST(count(DISTINCT source_sha256) AS INTEGER) AS held_files
FROM held
WHERE agency_id IS NOT NULL AND year IS NOT NULL
GROUP BY agency_id, year;
COMMENT ON VIEW stg_held IS 'Held files whose body and year are certain';
COMMENT ON COLUMN stg_held.held_files IS 'How many files wait for a decision';
