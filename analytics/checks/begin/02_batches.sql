-- only if (SELECT count(*) FROM report WHERE is_current) > getvariable('together')
-- In which batch each body is judged. What the rules compare stays together: a
-- county, and counties and bodies that a reform ties. An unlisted body is by
-- itself. A batch begins when that before it has as many reports as are judged
-- together; batches follow the order of ids, in which reports are stored.

CREATE OR REPLACE TEMP TABLE body AS
WITH RECURSIVE placed AS (
    SELECT b.agency_id, CASE WHEN a.registered THEN left(a.region_code, 6) ELSE b.agency_id END AS place
    FROM body AS b
    LEFT JOIN agency AS a USING (agency_id)
),
edge AS (
    SELECT p.place AS a, s.place AS b
    FROM agency_event AS e
    JOIN placed AS p ON p.agency_id = e.predecessor_id
    JOIN placed AS s ON s.agency_id = e.successor_id
    WHERE p.place <> s.place
),
tie AS (
    SELECT a, b FROM edge
    UNION
    SELECT b, a FROM edge
),
reach AS (
    SELECT a AS place, b AS other FROM tie
    UNION
    SELECT reach.place, tie.b FROM reach JOIN tie ON tie.a = reach.other
),
tied AS (
    SELECT p.agency_id, least(p.place, f.other) AS first_place
    FROM placed AS p
    LEFT JOIN (SELECT place, min(other) AS other FROM reach GROUP BY place) AS f USING (place)
),
sized AS (
    SELECT t.first_place, count(r.agency_id) AS reports
    FROM tied AS t
    LEFT JOIN report AS r ON r.agency_id = t.agency_id AND r.is_current
    GROUP BY t.first_place
),
numbered AS (
    SELECT first_place, (sum(reports) OVER (ORDER BY first_place) - reports) // getvariable('together') AS batch FROM sized
)
SELECT t.agency_id, CAST(n.batch AS BIGINT) AS batch
FROM tied AS t
JOIN numbered AS n USING (first_place);
