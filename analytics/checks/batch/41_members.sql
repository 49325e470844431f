-- only if EXISTS (SELECT 1 FROM rollup_of)
-- The bodies of a county beside its own roll-up report.

-- Bodies under their county's roll-up, by its number.
CREATE TEMP TABLE member AS
SELECT o.rep AS county, r.rep, r.in_rollup
FROM region_report AS r
JOIN rollup_of AS o ON o.region = r.region AND o.year = r.year AND o.rep <> r.rep
WHERE r.scope = 'own';

CREATE TEMP TABLE form_code AS
SELECT cell_no, CAST(dense_rank() OVER (ORDER BY code) AS INTEGER) AS code_no FROM form_cell WHERE kind <> 'amount_as_printed';

-- What is not 0 in them, by county and code in one number: else the join goes
-- by code first.
CREATE TEMP TABLE spoken AS
SELECT m.county * 1000 + d.code_no AS place, m.rep, m.in_rollup, c.value, c.state
FROM loud_cell AS c
JOIN member AS m USING (rep)
JOIN form_code AS d USING (cell_no);

CREATE TEMP TABLE rolled_cell AS
SELECT c.rep, c.rep * 1000 + d.code_no AS place, c.cell_no, c.value, c.state
FROM checked_cell AS c
JOIN form_code AS d USING (cell_no)
WHERE c.rep IN (SELECT rep FROM rollup_of);
