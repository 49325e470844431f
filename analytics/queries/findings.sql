-- What the rules say, with a person's verdict beside it. It asks tables only, so
-- that it works where no view was derived. Empty filters let everything through;
-- verdict 'none' is a finding that nobody has spoken of.
SELECT f.finding_id, f.rule, r.name_zh, r.section, r.needs, f.instance, coalesce(f.report_id, ''), coalesce(f.agency_id, ''),
       coalesce(a.name, p.agency_name, (SELECT min(g.region_name) FROM region AS g WHERE g.region_code = f.region_code), ''),
       coalesce(a.short_name, p.agency_name, ''), f.region_code, f.year, f.outcome, f.severity, coalesce(array_to_string(f.cells, ','), ''),
       f.left_side, f.right_side, CAST(CAST(f.difference AS DECIMAL(38,6)) * 1000000 AS BIGINT), f.formula,
       f.message, f.message_en, f.quote, f.position, r.todo_zh, r.except_zh,
       coalesce(v.verdict, ''), coalesce(v.reason, ''), coalesce(v.decided_by, ''),
       coalesce(strftime(v.decided_on, '%Y-%m-%d'), ''), coalesce(a.simulated, FALSE)
FROM finding AS f
JOIN rule AS r ON r.rule = f.rule
LEFT JOIN agency AS a ON a.agency_id = f.agency_id
LEFT JOIN report AS p ON p.report_id = f.report_id
LEFT JOIN verdict AS v ON v.finding_id = f.finding_id
LEFT JOIN (SELECT code, min(cell_order) AS place FROM cell GROUP BY code) AS c ON c.code = f.cells[1]
WHERE f.year BETWEEN $from AND $to
  AND ($region = '' OR f.region_code = $region OR left(f.region_code, 6) = $region)
  AND (len(CAST($ids AS VARCHAR[])) = 0 OR f.finding_id IN (SELECT unnest(CAST($ids AS VARCHAR[]))))
  AND (len(CAST($reports AS VARCHAR[])) = 0 OR f.report_id IN (SELECT unnest(CAST($reports AS VARCHAR[]))))
  AND (len(CAST($agencies AS VARCHAR[])) = 0 OR f.agency_id IN (SELECT unnest(CAST($agencies AS VARCHAR[]))))
  AND (len(CAST($rules AS VARCHAR[])) = 0 OR list_contains(CAST($rules AS VARCHAR[]), f.rule))
  AND (len(CAST($severities AS VARCHAR[])) = 0 OR list_contains(CAST($severities AS VARCHAR[]), f.severity))
  AND (len(CAST($outcomes AS VARCHAR[])) = 0 OR list_contains(CAST($outcomes AS VARCHAR[]), f.outcome))
  AND (len(CAST($verdicts AS VARCHAR[])) = 0 OR list_contains(CAST($verdicts AS VARCHAR[]), coalesce(v.verdict, 'none')))
ORDER BY f.outcome <> 'fail', list_position(['error', 'warning', 'info'], f.severity), f.year DESC,
         coalesce(a.sort_order, -1), coalesce(f.agency_id, ''), coalesce(f.report_id, ''), r.sort_order, coalesce(c.place, 0), f.instance, f.finding_id;
