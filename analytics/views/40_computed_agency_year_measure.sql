CREATE VIEW computed_agency_year_measure AS
WITH rows AS (
    SELECT y.agency_id, y.year, m.code AS measure, m.kind, m.min_base, m.small_base,
           y.report_id, y.state, y.required, coalesce(y.scope = 'own', FALSE) AS own,
           r.edition, r.comparable_group,
           CASE y.state WHEN 'filed' THEN r.status ELSE y.state END AS status,
           r.num, r.den, r.value, coalesce(r.not_counted, 0) AS not_counted,
           coalesce(r.status = 'reported' AND is_known(m.kind, r.num, r.den), FALSE) AS known
    FROM agency_year AS y
    CROSS JOIN measure AS m
    LEFT JOIN report_measure AS r ON r.report_id = y.report_id AND r.measure = m.code
    WHERE y.state <> 'not_expected' AND is_summed(m.code)
),
pairs AS (
    SELECT n.agency_id, n.year, n.measure, n.report_id, n.state, n.required, n.own, n.edition, n.comparable_group, n.status,
           CASE WHEN n.known THEN n.num END AS num,
           CASE WHEN n.known THEN n.den END AS den,
           n.value, n.not_counted, n.known,
           sample_size(n.kind, CASE WHEN n.known THEN n.den END, n.min_base, n.small_base) AS sample,
           b.status AS status_before, coalesce(b.own, FALSE) AS own_before,
           CASE WHEN b.known THEN b.num END AS num_before,
           CASE WHEN b.known THEN b.den END AS den_before,
           b.value AS value_before, coalesce(b.known, FALSE) AS known_before, coalesce(b.not_counted, 0) AS not_counted_before,
           coalesce(b.required OR b.state = 'filed', FALSE) AS expected_before,
           same_group(n.comparable_group, b.comparable_group) AS same,
           note_code(n.kind, n.min_base, n.known, n.num, n.den, n.status, n.comparable_group,
                     b.known, b.num, b.den, b.status, b.comparable_group) AS note
    FROM rows AS n
    LEFT JOIN rows AS b ON b.agency_id = n.agency_id AND b.measure = n.measure AND b.year = n.year - 1
)
SELECT *, noted_change(note, value, value_before) AS diff, noted_percent(note, value, value_before) AS percent
FROM pairs;
COMMENT ON VIEW computed_agency_year_measure IS 'The one place where a measure of a body and year is computed; agency_year_measure keeps its rows';
