CREATE TABLE report_count AS
SELECT report_id,
       CAST(count(*) FILTER (status = 'reported') AS INTEGER) AS reported,
       CAST(count(*) FILTER (status = 'blank') AS INTEGER) AS blank,
       CAST(count(*) FILTER (status = 'not_applicable') AS INTEGER) AS not_applicable,
       CAST(count(*) FILTER (status = 'unreadable') AS INTEGER) AS unreadable,
       CAST(count(*) FILTER (status = 'absent') AS INTEGER) AS absent
FROM observation_by_report
GROUP BY report_id
ORDER BY report_id;
COMMENT ON TABLE report_count IS 'Cells of every report by status';
COMMENT ON COLUMN report_count.report_id IS 'The report';
COMMENT ON COLUMN report_count.reported IS 'Cells with a number';
COMMENT ON COLUMN report_count.blank IS 'Cells printed empty';
COMMENT ON COLUMN report_count.not_applicable IS 'Cells marked not applicable';
COMMENT ON COLUMN report_count.unreadable IS 'Cells whose number is not certain';
COMMENT ON COLUMN report_count.absent IS 'Cells that the file does not have';
