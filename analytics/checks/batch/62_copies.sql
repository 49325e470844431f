-- X-13: how many sentences of a report stand in its own report of the year
-- before, or in the report of another body of its region and year, numbers and
-- names left out. The preamble is not counted: its words are prescribed.

-- A report's sentences, each once, by numbers: they are many.
CREATE TEMP TABLE said_by AS
WITH placed AS (
    SELECT rep, report_id, CAST(CASE WHEN region_code <> '' THEN dense_rank() OVER (ORDER BY region_code, year) END AS INTEGER) AS place FROM checked
)
SELECT DISTINCT r.rep, r.place, CAST('0x' || s.hash AS UBIGINT) AS hash
FROM sentence AS s
JOIN placed AS r USING (report_id)
WHERE s.section <> 'preamble';

INSERT INTO judgement BY NAME
WITH size AS (
    SELECT rep, count(*) AS sentences FROM said_by GROUP BY rep HAVING count(*) >= threshold('X-13', 'min_sentences')
),
common AS (
    SELECT place, hash FROM said_by WHERE place IS NOT NULL GROUP BY place, hash HAVING count(*) > 1
),
suspects AS ( -- reports that could be copies: enough of their sentences stand elsewhere at all
    SELECT s.rep
    FROM said_by AS s
    JOIN common USING (place, hash)
    JOIN size AS z USING (rep)
    GROUP BY s.rep, z.sentences
    HAVING 100 * count(*) >= threshold('X-13', 'percent') * z.sentences
),
pairs AS (
    SELECT c.rep, o.rep AS other, count(*) AS equal
    FROM said_by AS c
    JOIN suspects USING (rep)
    JOIN said_by AS o ON o.place = c.place AND o.hash = c.hash AND o.rep <> c.rep
    GROUP BY c.rep, o.rep
    UNION ALL
    SELECT c.rep, u.rep_before, count(*)
    FROM said_by AS c
    JOIN unit AS u ON u.unit = c.rep
    JOIN said_by AS o ON o.rep = u.rep_before AND o.hash = c.hash
    GROUP BY c.rep, u.rep_before
),
likest AS ( -- of several the first
    SELECT p.rep, arg_max(p.other, (p.equal, -p.other)) AS other, max(p.equal) AS equal FROM pairs AS p GROUP BY p.rep
),
judged AS (
    SELECT z.rep, l.other, l.equal, z.sentences,
           CASE WHEN 100 * l.equal >= threshold('X-13', 'percent') * z.sentences THEN 'fail' ELSE 'pass' END AS outcome
    FROM size AS z
    LEFT JOIN likest AS l USING (rep)
)
SELECT 'X-13' AS rule, '' AS instance, r.report_id, r.agency_id, r.region_code, r.year, j.outcome,
       CAST(j.equal AS VARCHAR) AS left_side, CAST(j.sentences AS VARCHAR) AS right_side,
       '相同的句子 ' || j.equal || '，全部句子 ' || j.sentences AS formula,
       MAP {'share': CAST(CAST(floor(100 * j.equal / j.sentences) AS INTEGER) AS VARCHAR),
            'source': CASE WHEN o.agency_id = r.agency_id THEN '本单位' ELSE o.name END || o.year || '年报告'} AS params
FROM judged AS j
JOIN checked AS r USING (rep)
LEFT JOIN checked AS o ON o.rep = j.other
WHERE j.outcome = 'fail' AND r.asked
-- passes
UNION ALL BY NAME
SELECT 'X-13' AS rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL;
