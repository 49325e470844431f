CREATE VIEW stg_observation AS
SELECT o.report_id, o.year, o.edition, o.code, c.kind,
       CASE WHEN o.status <> 'reported' THEN o.status
            WHEN o.value IS NULL THEN 'unreadable'
            WHEN c.unit <> '' AND o.unit <> '' AND o.unit <> c.unit THEN 'unreadable'
            ELSE 'reported' END AS status,
       o.value
FROM observation AS o
JOIN cell AS c ON c.edition = o.edition AND c.code = o.code
-- All of them, but while a build sums a few measures only those between which theirs lie.
WHERE o.rowid BETWEEN coalesce(getvariable('first_row'), 0) AND coalesce(getvariable('last_row'), 9223372036854775807);
COMMENT ON VIEW stg_observation IS 'Observations as sums may use them';
COMMENT ON COLUMN stg_observation.year IS 'Report year';
COMMENT ON COLUMN stg_observation.kind IS 'Kind of number, as in cell';
COMMENT ON COLUMN stg_observation.status IS 'As read; unreadable too when a number is printed in another unit than the form fixes';
COMMENT ON COLUMN stg_observation.value IS 'The number; use it only where status is reported';
