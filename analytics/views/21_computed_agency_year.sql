CREATE VIEW computed_agency_year AS
WITH own_years AS (
    SELECT agency_id, CAST(unnest(generate_series(min(year), max(year))) AS INTEGER) AS year
    FROM stg_report
    GROUP BY agency_id
),
years AS (
    SELECT g.agency_id, y.year
    FROM stg_agency_region AS g
    JOIN region_year AS y ON y.region_code = g.region_code
    UNION
    SELECT agency_id, year FROM own_years
),
facts AS (
    SELECT a.agency_id, y.year, r.report_id, r.revision, r.scope, r.published_on, r.first_published_on,
           coalesce(h.held_files, 0) AS held_files,
           a.registered AND a.must_report
               AND y.year >= coalesce(a.valid_from, y.year) AND y.year <= coalesce(a.valid_to, y.year) AS required,
           CASE WHEN y.year >= (SELECT min(first_year) FROM form_edition)
                THEN TRY_CAST((y.year + 1) || '-' || a.deadline AS DATE) END AS deadline_on
    FROM years AS y
    JOIN agency AS a ON a.agency_id = y.agency_id
    LEFT JOIN stg_report AS r ON r.agency_id = y.agency_id AND r.year = y.year
    LEFT JOIN stg_held AS h ON h.agency_id = y.agency_id AND h.year = y.year
)
SELECT agency_id, year,
       CASE WHEN report_id IS NOT NULL THEN 'filed'
            WHEN held_files > 0 THEN 'held'
            WHEN required THEN 'not_filed'
            ELSE 'not_expected' END AS state,
       required, report_id, revision, scope, published_on, deadline_on, held_files,
       CASE WHEN first_published_on > deadline_on THEN 'late'
            WHEN first_published_on <= deadline_on THEN 'on_time'
            ELSE 'unknown' END AS punctual
FROM facts;
COMMENT ON VIEW computed_agency_year IS 'The one place that judges who has filed; agency_year keeps its rows';
