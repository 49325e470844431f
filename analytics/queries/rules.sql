-- The catalogue of rules with how often each was assessed and how it ended. It
-- asks tables only.
SELECT r.rule, r.section, r.kind, r.severity, r.needs, r.enabled, r.name_zh, r.formula_zh, r.message_zh, r.message_en,
       r.todo_zh, r.except_zh, r.missing_zh, coalesce(c.passed, 0), coalesce(c.failed, 0), coalesce(c.not_assessable, 0)
FROM rule AS r
LEFT JOIN (
    SELECT rule, CAST(sum(passed) AS BIGINT) AS passed, CAST(sum(failed) AS BIGINT) AS failed,
           CAST(sum(not_assessable) AS BIGINT) AS not_assessable
    FROM check_count
    WHERE year BETWEEN $from AND $to AND ($region = '' OR region_code = $region OR left(region_code, 6) = $region)
    GROUP BY rule
) AS c ON c.rule = r.rule
ORDER BY r.sort_order, r.rule;
