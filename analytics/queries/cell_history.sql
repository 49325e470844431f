-- The same cell of one body in every year and revision.
SELECT r.year, r.revision, r.is_current, o.edition, o.status, micro(o.value), o.raw, o.ocr
FROM observation_by_report AS o
JOIN report AS r ON r.report_id = o.report_id
WHERE o.agency_id = $agency AND o.code = $code
ORDER BY r.year, r.revision;
