-- What a person should know of the files of the reports that count, a line a
-- report and kind with the first of each. In which characters a page was
-- written changes nothing that was read: the report itself tells it.
SELECT a.agency_id, a.name, a.short_name, r.year, n.code, arg_min(n.place, n.number), arg_min(n.message, n.number), count(*)
FROM note AS n
JOIN stg_report AS r ON r.report_id = n.report_id
JOIN stg_agency AS a ON a.agency_id = r.agency_id
WHERE n.code NOT LIKE 'charset%' AND r.year BETWEEN $from AND $to
  AND ($region = '' OR r.agency_id IN (SELECT agency_id FROM stg_agency_region WHERE region_code = $region))
GROUP BY a.agency_id, a.name, a.short_name, a.sort_order, r.year, n.code
ORDER BY r.year DESC, a.sort_order, a.agency_id, min(n.number);
