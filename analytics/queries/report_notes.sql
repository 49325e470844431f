-- What a person should know of the file of one report.
SELECT code, place, message FROM note WHERE report_id = $report ORDER BY number;
