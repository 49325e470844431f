CREATE VIEW stg_report AS
WITH first_published AS (
    SELECT agency_id, year, arg_min(published_on, revision) AS known_on, min(revision) AS first_revision
    FROM report
    GROUP BY agency_id, year
),
dated AS (
    -- arg_min passes over NULL: a first revision without a date has none.
    SELECT r.agency_id, r.year, r.published_on AS first_published_on
    FROM first_published AS f
    JOIN report AS r ON r.agency_id = f.agency_id AND r.year = f.year AND r.revision = f.first_revision
)
SELECT r.*, d.first_published_on
FROM report AS r
JOIN dated AS d ON d.agency_id = r.agency_id AND d.year = r.year
WHERE r.is_current;
COMMENT ON VIEW stg_report IS 'The report that counts for each body and year: its current revision';
COMMENT ON COLUMN stg_report.first_published_on IS 'Publication date of the first revision: the one that the deadline is held against; NULL when the file states none';
