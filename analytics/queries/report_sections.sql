-- Prose of one report.
SELECT key, number, text, ocr FROM section WHERE report_id = $report ORDER BY number, key;
