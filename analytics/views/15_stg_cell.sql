CREATE VIEW stg_cell AS
WITH alone AS (
    SELECT t.edition, t.code, min_by(m.name_zh, m.sort_order) AS measure_name
    FROM measure_term AS t
    JOIN measure AS m ON m.code = t.measure
    WHERE m.kind <> 'rate' AND t.sign = 1
      AND NOT EXISTS (SELECT 1 FROM measure_term AS o
                      WHERE o.measure = t.measure AND o.edition = t.edition AND o.code <> t.code)
    GROUP BY t.edition, t.code
)
SELECT c.*, coalesce(a.measure_name, '') AS measure_name,
       CASE WHEN count(*) OVER (PARTITION BY c.code) = (SELECT count(DISTINCT edition) FROM cell)
            THEN 'all' ELSE c.edition END AS comparable_group,
       split_part(c.code, '.', 1) AS topic
FROM cell AS c
LEFT JOIN alone AS a ON a.edition = c.edition AND a.code = c.code;
COMMENT ON VIEW stg_cell IS 'Cells of the form with what exports say about them';
COMMENT ON COLUMN stg_cell.measure_name IS 'Name of the measure that is this cell alone, empty when there is none';
COMMENT ON COLUMN stg_cell.comparable_group IS 'all when every edition has the cell, else its edition';
COMMENT ON COLUMN stg_cell.topic IS 'Topic of its table, as in measure and series_break';
