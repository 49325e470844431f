CREATE VIEW report_measure AS
WITH homes AS (
    -- The table that holds a measure's cells: it decides the edition even where
    -- that edition lacks the item.
    SELECT measure, min(table_no) AS table_no FROM stg_measure_term GROUP BY measure
),
parts AS (
    SELECT r.report_id, m.code AS measure, m.kind, m.comparable, r.edition,
           n.value AS num, d.value AS den,
           coalesce(n.not_counted, 0) + coalesce(d.not_counted, 0) AS not_counted,
           -- No cell of it in a known edition; in a form that nobody knows, absent.
           CASE WHEN r.edition IS NULL THEN 'absent' ELSE 'not_in_edition' END AS no_terms,
           coalesce(n.status, no_terms) AS num_status,
           CASE WHEN m.kind = 'rate' THEN coalesce(d.status, no_terms) ELSE 'reported' END AS den_status
    FROM stg_report_table AS r
    JOIN homes AS h ON h.table_no = r.table_no
    JOIN measure AS m ON m.code = h.measure
    LEFT JOIN report_measure_part AS n ON n.report_id = r.report_id AND n.measure = m.code AND n.part = 'num'
    LEFT JOIN report_measure_part AS d ON d.report_id = r.report_id AND d.measure = m.code AND d.part = 'den'
    WHERE is_summed(m.code)
),
judged AS (
    -- The worse of the two parts; status_rank orders all but the value itself.
    SELECT *,
           CASE WHEN num_status = 'reported' THEN den_status
                WHEN den_status = 'reported' THEN num_status
                WHEN status_rank(num_status) <= status_rank(den_status) THEN num_status
                ELSE den_status END AS status
    FROM parts
)
SELECT report_id, measure, edition,
       CASE WHEN comparable = 'yes' THEN 'all' ELSE edition END AS comparable_group,
       status, num, den,
       CASE WHEN status = 'reported' THEN measure_value(kind, num, den) END AS value,
       CASE WHEN status = 'reported' THEN not_counted ELSE 0 END AS not_counted
FROM judged;
COMMENT ON VIEW report_measure IS 'Every measure of every current report';
COMMENT ON COLUMN report_measure.report_id IS 'The report';
COMMENT ON COLUMN report_measure.measure IS 'Measure code';
COMMENT ON COLUMN report_measure.edition IS 'Edition of the table that holds its cells';
COMMENT ON COLUMN report_measure.comparable_group IS 'all when the measure may be joined over the break, else the edition';
COMMENT ON COLUMN report_measure.status IS 'reported, or why there is no value; a rate with denominator 0 is reported and has none';
COMMENT ON COLUMN report_measure.num IS 'The value, or the numerator of a rate';
COMMENT ON COLUMN report_measure.den IS 'Denominator of a rate, else NULL';
COMMENT ON COLUMN report_measure.value IS 'The value; of a rate in percent';
COMMENT ON COLUMN report_measure.not_counted IS 'Cells inside the value that are blank or not applicable';
