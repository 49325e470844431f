-- What is judged: the current reports of the batch, numbered because every
-- equation reads them, and what the cells of each report hold. Of drafts only
-- those that are asked for; the others are compared with.

CREATE TEMP TABLE checked AS
SELECT CAST(row_number() OVER (ORDER BY r.report_id) AS INTEGER) AS rep, r.report_id, r.agency_id, r.year, r.revision, r.scope,
       r.published_on, r.received_on, r.format, a.region_code, a.name, a.short_name, a.type, a.level, a.registered, a.in_rollup,
       a.valid_from, a.deadline, a.sort_order,
       getvariable('drafts') IS NULL OR r.report_id IN (SELECT unnest(CAST(getvariable('drafts') AS VARCHAR[]))) AS asked
FROM report AS r
JOIN agency AS a USING (agency_id)
JOIN body AS b USING (agency_id)
WHERE r.is_current AND b.batch = getvariable('batch');

-- state: 0 reported, 1 blank or not applicable, 2 not certain, 3 not there.
CREATE TEMP TABLE checked_cell AS
SELECT r.rep, f.cell_no, f.table_no,
       CASE WHEN o.status = 'reported' AND (f.unit = '' OR o.unit = f.unit) THEN o.value END AS value,
       CAST(CASE WHEN o.value IS NOT NULL AND (f.unit = '' OR o.unit = f.unit) THEN 0 WHEN o.status IN ('blank', 'not_applicable') THEN 1
                 WHEN o.status = 'absent' THEN 3 ELSE 2 END AS UTINYINT) AS state
FROM observation_by_report AS o
JOIN checked AS r USING (report_id)
JOIN form_cell AS f ON f.edition = o.edition AND f.code = o.code;

-- By which edition each table of a report is read.
CREATE TEMP TABLE checked_table AS
SELECT c.rep, c.table_no, max(f.edition) AS edition, count(*) AS cells
FROM checked_cell AS c
JOIN form_cell AS f USING (cell_no)
GROUP BY c.rep, c.table_no;

-- The cells that make a difference to a sum: most are a plain 0.
CREATE TEMP TABLE loud_cell AS
SELECT rep, cell_no, table_no, value, state FROM checked_cell WHERE value <> 0 OR state > 0;

-- Filled where there are reforms.
CREATE TEMP TABLE reform (predecessor_id VARCHAR, successor_id VARCHAR, kind VARCHAR, year INTEGER);
CREATE TEMP TABLE reform_member (year INTEGER, agency_id VARCHAR, unit INTEGER, name VARCHAR, sort_order INTEGER, rep_now INTEGER,
                                 rep_before INTEGER, needed_now BOOLEAN, needed_before BOOLEAN);
