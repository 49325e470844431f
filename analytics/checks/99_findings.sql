-- From judgements to findings: severity, message, id.

-- Fills the {placeholders} of a message; one without a value keeps its name.
CREATE MACRO filled(template, params) AS
    split_part(template, '{', 1) || array_to_string(list_transform(string_split(template, '{')[2:],
        part -> coalesce(params[split_part(part, '}', 1)], '{' || split_part(part, '}', 1) || '}')
                || substr(part, position('}' IN part) + 1)), '');

INSERT INTO finding
WITH failed AS (
    SELECT row_number() OVER () AS n, * FROM judgement WHERE outcome <> 'pass'
), printed AS (
    SELECT c.n, string_agg(o.code || '=' || o.raw, chr(10) ORDER BY o.code) AS raws
    FROM (SELECT n, report_id, unnest(cells) AS code FROM failed) AS c
    JOIN observation_by_report AS o USING (report_id, code)
    GROUP BY c.n
)
SELECT
    substr(md5(concat_ws(chr(31), j.rule, j.instance, coalesce(j.agency_id, ''), coalesce(j.region_code, ''), j.year,
        array_to_string(j.cells, ','), coalesce(p.raws, ''), coalesce(j.quote, ''))), 1, 12),
    j.rule, j.instance, j.report_id, j.agency_id, coalesce(j.region_code, ''), j.year, j.outcome,
    CASE j.outcome WHEN 'fail' THEN coalesce(j.severity, r.severity) ELSE 'info' END,
    coalesce(j.cells, []), coalesce(j.left_side, ''), coalesce(j.right_side, ''), j.difference, coalesce(j.formula, ''),
    filled(r.message_zh, j.params), filled(r.message_en, j.params), coalesce(j.quote, ''), coalesce(j.position, '')
FROM failed AS j
JOIN rule AS r USING (rule)
LEFT JOIN printed AS p USING (n);

INSERT INTO check_count
SELECT rule, coalesce(region_code, ''), year,
    count(*) FILTER (outcome = 'pass'), count(*) FILTER (outcome = 'fail'), count(*) FILTER (outcome = 'not_assessable')
FROM judgement
GROUP BY ALL;

DROP TABLE judgement;
