-- Prose of one report.
SELECT key, number, text FROM section WHERE report_id = $report ORDER BY number, key;
