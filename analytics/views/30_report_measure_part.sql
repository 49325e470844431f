CREATE VIEW report_measure_part AS
WITH terms AS (
    -- Every term of the table's own edition, so that a cell that the report
    -- lacks counts as absent and is not passed over.
    SELECT r.report_id, t.measure, t.part, t.edition, t.sign, o.value,
           coalesce(o.status, 'absent') AS status
    FROM stg_report_table AS r
    JOIN stg_measure_term AS t ON t.table_no = r.table_no AND t.edition = r.edition
    LEFT JOIN stg_observation AS o ON o.report_id = r.report_id AND o.code = t.code AND o.edition = t.edition
    WHERE is_summed(t.measure)
),
counted AS (
    SELECT report_id, measure, part, max(edition) AS edition,
           CAST(count(*) AS INTEGER) AS terms,
           CAST(count(*) FILTER (status = 'reported') AS INTEGER) AS reported,
           bool_or(status = 'unreadable') AS any_unreadable,
           bool_or(status = 'absent') AS any_absent,
           bool_or(status = 'blank') AS any_blank,
           bool_or(sign < 0) AS is_difference,
           CAST(sum(sign * value) FILTER (status = 'reported') AS DECIMAL(24, 6)) AS total
    FROM terms
    GROUP BY report_id, measure, part
),
judged AS (
    SELECT *,
           CASE WHEN reported = terms THEN 'reported'
                WHEN any_unreadable THEN 'unreadable'
                WHEN any_absent THEN 'absent'
                WHEN reported > 0 AND NOT is_difference THEN 'reported'
                WHEN any_blank THEN 'blank'
                ELSE 'not_applicable' END AS status
    FROM counted
)
SELECT report_id, measure, part, edition, status,
       CASE WHEN status = 'reported' THEN total END AS value,
       CASE WHEN status = 'reported' THEN terms - reported ELSE 0 END AS not_counted
FROM judged;
COMMENT ON VIEW report_measure_part IS 'Numerator and denominator of each measure in each current report: sums of cells';
COMMENT ON COLUMN report_measure_part.report_id IS 'The report';
COMMENT ON COLUMN report_measure_part.measure IS 'Measure code';
COMMENT ON COLUMN report_measure_part.part IS 'num or den';
COMMENT ON COLUMN report_measure_part.edition IS 'Edition of the cells';
COMMENT ON COLUMN report_measure_part.status IS 'reported when all cells are, or all that are not are blank or not applicable; a difference needs all of its cells';
COMMENT ON COLUMN report_measure_part.value IS 'Sum of sign times value over the reported cells; NULL unless reported';
COMMENT ON COLUMN report_measure_part.not_counted IS 'Cells inside the sum that are blank or not applicable';
