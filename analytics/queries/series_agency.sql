-- Measures × years of one body, whatever it filed.
WITH codes AS (
    SELECT code, kind FROM measure WHERE code IN (SELECT unnest(CAST($measures AS VARCHAR[])))
),
years AS (
    SELECT DISTINCT year FROM agency_year
    WHERE agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[]))) AND year BETWEEN $from AND $to
),
body AS (
    SELECT v.*, CAST(v.known AS INTEGER) AS counted, CAST(v.state = 'filed' AS INTEGER) AS filed,
           CAST(v.state = 'held' AS INTEGER) AS held, CAST(v.required OR v.state = 'filed' AS INTEGER) AS expected,
           v.known AND v.known_before AND v.same AS both_same
    FROM agency_year_measure AS v
    WHERE v.measure IN (SELECT code FROM codes) AND v.agency_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
)
SELECT c.code, y.year, coalesce(t.status, 'not_expected'), micro(t.value), CASE WHEN c.kind = 'rate' THEN micro(t.num) END,
       micro(t.den), coalesce(t.not_counted, 0), coalesce(t.sample, ''),
       coalesce(t.counted, 0), coalesce(t.filed, 0), coalesce(t.held, 0), coalesce(t.expected, 0), coalesce(t.comparable_group, ''),
       k.year IS NOT NULL, coalesce(t.value IS NOT NULL AND t.value_before IS NOT NULL AND t.same, FALSE),
       coalesce(t.note, 'missing_now'), micro(t.diff), micro(t.percent),
       coalesce(CAST(t.known_before AS INTEGER), b.counted, 0), coalesce(CAST(t.expected_before AS INTEGER), b.expected, 0),
       coalesce(t.known, FALSE) <> coalesce(t.known_before, b.known, FALSE),
       coalesce(t.counted < t.expected OR (t.expected_before AND NOT t.known_before), FALSE),
       CASE WHEN t.both_same THEN 1 ELSE 0 END, CASE WHEN t.both_same THEN micro(t.value) END,
       CASE WHEN t.both_same THEN micro(t.value_before) END, CASE WHEN t.both_same THEN t.note ELSE 'missing_now' END,
       CASE WHEN t.both_same THEN micro(t.diff) END, CASE WHEN t.both_same THEN micro(t.percent) END,
       NULL, NULL, NULL, NULL, 0, '', NULL
FROM codes AS c
CROSS JOIN years AS y
LEFT JOIN body AS t ON t.measure = c.code AND t.year = y.year
LEFT JOIN body AS b ON b.measure = c.code AND b.year = y.year - 1
LEFT JOIN stg_measure_break AS k ON k.measure = c.code AND k.year = y.year
ORDER BY list_position(CAST($measures AS VARCHAR[]), c.code), y.year;
