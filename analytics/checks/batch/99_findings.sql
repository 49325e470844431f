-- From judgements to findings: severity, message, id. What a rule could not
-- assess in one report for one reason becomes one finding.

INSERT INTO finding
WITH open AS (
    SELECT rule, instance, report_id, agency_id, coalesce(region_code, '') AS region_code, year, outcome, severity, cells,
           left_side, right_side, difference, formula, params, NULL AS reason, 1 AS instances, quote, position
    FROM judgement
    WHERE outcome = 'fail' AND rule IN (SELECT rule FROM rule WHERE enabled)
    UNION ALL
    SELECT rule, CASE count(*) WHEN 1 THEN min(instance) ELSE '' END, report_id, agency_id, coalesce(region_code, ''), year, outcome, 'info',
           list_sort(list_distinct(flatten(array_agg(coalesce(cells, []))))), NULL, NULL, NULL, NULL,
           arg_min(params, instance), reason, sum(coalesce(instances, 1)), arg_min(quote, instance), arg_min(position, instance)
    FROM judgement
    WHERE outcome = 'not_assessable' AND rule IN (SELECT rule FROM rule WHERE enabled)
    GROUP BY ALL
),
numbered AS (
    SELECT row_number() OVER () AS n, * FROM open
),
printed AS (
    SELECT c.n, string_agg(o.code || '=' || o.raw, chr(10) ORDER BY o.code) AS raws
    FROM (SELECT n, report_id, unnest(cells) AS code FROM numbered) AS c
    JOIN observation_by_report AS o USING (report_id, code)
    GROUP BY c.n
)
SELECT
    substr(md5(concat_ws(chr(31), j.rule, j.instance, coalesce(j.agency_id, ''), j.region_code, j.year,
        array_to_string(j.cells, ','), coalesce(p.raws, ''), coalesce(j.quote, ''), coalesce(j.reason, ''),
        -- Two numbers that were compared, or a date: they need not stand in these cells.
        CASE WHEN j.difference IS NOT NULL OR r.section = 'dates' THEN concat_ws('|', j.left_side, j.right_side) END)), 1, 12),
    j.rule, j.instance, j.report_id, j.agency_id, j.region_code, j.year, j.outcome, coalesce(j.severity, r.severity),
    coalesce(j.cells, []), coalesce(j.left_side, ''), coalesce(j.right_side, ''),
    CASE WHEN abs(j.difference) < 1000000000000 THEN CAST(j.difference AS DECIMAL(18,6)) END, coalesce(j.formula, ''),
    CASE j.outcome WHEN 'fail' THEN filled(r.message_zh, j.params)
         ELSE '“' || r.name_zh || '”不作判断：' || filled(w.text_zh, j.params) || CASE WHEN j.instances > 1 THEN '（' || j.instances || '处）' ELSE '' END END,
    CASE j.outcome WHEN 'fail' THEN filled(r.message_en, j.params)
         ELSE 'Not assessed: ' || filled(w.text_en, j.params) || CASE WHEN j.instances > 1 THEN ' (' || j.instances || ' places)' ELSE '' END END,
    coalesce(j.quote, ''), coalesce(j.position, '')
FROM numbered AS j
JOIN rule AS r USING (rule)
LEFT JOIN rule_reason AS w USING (reason)
LEFT JOIN printed AS p USING (n)
ORDER BY j.year, j.region_code, j.agency_id, r.sort_order, j.instance, j.cells, j.formula, j.quote;
