-- D-01 to D-06, D-08: when a report was published. The first revision is held
-- against the deadline; a report without a date is never late. Beside a draft, a
-- revision 0 is the first one of the home.

INSERT INTO judgement BY NAME
WITH first AS (
    SELECT agency_id, year, arg_min_null(published_on, revision) FILTER (revision <= 1) AS first_on, max(revision) AS revisions
    FROM report
    GROUP BY agency_id, year
),
dated AS (
    SELECT r.rep, r.report_id, r.agency_id, r.region_code, r.year, r.revision, r.published_on, r.received_on, f.first_on, f.revisions,
           CASE WHEN r.year < (SELECT min(first_year) FROM form_edition) THEN 'D-04'
                WHEN r.type = 'county_rollup' THEN 'D-02'
                WHEN t.deadline IS NOT NULL THEN 'D-01' ELSE 'D-03' END AS rule,
           TRY_CAST((r.year + 1) || '-' || CASE WHEN r.year < (SELECT min(first_year) FROM form_edition) THEN '03-31' ELSE r.deadline END AS DATE) AS due_on,
           MAKE_DATE(r.year, 12, 31) AS period_end
    FROM checked AS r
    JOIN first AS f USING (agency_id, year)
    LEFT JOIN agency_type AS t ON t.key = r.type
    WHERE r.asked
),
judged AS (
    SELECT rule, report_id, agency_id, region_code, year, CASE WHEN first_on > due_on THEN 'fail' ELSE 'pass' END AS outcome,
           strftime(first_on, '%Y-%m-%d') AS left_side, strftime(due_on, '%Y-%m-%d') AS right_side,
           CASE outcome WHEN 'fail' THEN MAP {'left': left_side, 'right': right_side} END AS params
    FROM dated
    WHERE first_on IS NOT NULL AND due_on IS NOT NULL AND first_on > period_end
    UNION ALL BY NAME
    -- Soon after the file was received may be the day on which it is to be published.
    SELECT 'D-05' AS rule, report_id, agency_id, region_code, year,
           CASE WHEN published_on <= period_end OR published_on > received_on THEN 'fail' ELSE 'pass' END AS outcome,
           CASE WHEN published_on > period_end AND published_on - received_on <= threshold('D-05', 'days_ahead') THEN 'info' END AS severity,
           strftime(published_on, '%Y-%m-%d') AS left_side,
           CASE outcome WHEN 'fail' THEN MAP {'left': left_side, 'why': CASE WHEN published_on <= period_end THEN '不晚于统计期末' ELSE '晚于收到文件的日期' END,
                'why_en': CASE WHEN published_on <= period_end THEN 'not after the end of the period' ELSE 'after the file was received' END} END AS params
    FROM dated
    WHERE published_on IS NOT NULL
    UNION ALL BY NAME
    SELECT 'D-06' AS rule, report_id, agency_id, region_code, year, CASE WHEN revisions > 1 THEN 'fail' ELSE 'pass' END AS outcome,
           CASE outcome WHEN 'fail' THEN MAP {'revision': CAST(revision AS VARCHAR)} END AS params
    FROM dated
    UNION ALL BY NAME
    -- A later one with a date does not tell when the first was published.
    SELECT 'D-08' AS rule, report_id, agency_id, region_code, year,
           CASE WHEN first_on IS NOT NULL THEN 'pass' WHEN published_on IS NULL THEN 'fail' ELSE 'not_assessable' END AS outcome,
           CASE outcome WHEN 'not_assessable' THEN 'first_undated' END AS reason
    FROM dated
)
SELECT *, '' AS instance FROM judged WHERE outcome <> 'pass'
-- passes
UNION ALL BY NAME
SELECT rule, '' AS instance, region_code, year, 'pass' AS outcome, count(*) AS instances
FROM judged
WHERE outcome = 'pass'
GROUP BY ALL;
