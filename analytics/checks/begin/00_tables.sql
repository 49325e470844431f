-- What users see: everything that did not pass. check_count remembers how often
-- each rule was assessed and how it ended.

CREATE TABLE finding (
    finding_id  VARCHAR NOT NULL,
    rule        VARCHAR NOT NULL,
    instance    VARCHAR NOT NULL,
    report_id   VARCHAR,
    agency_id   VARCHAR,
    region_code VARCHAR NOT NULL,
    year        INTEGER NOT NULL,
    outcome     VARCHAR NOT NULL,
    severity    VARCHAR NOT NULL,
    cells       VARCHAR[] NOT NULL,
    left_side   VARCHAR NOT NULL,
    right_side  VARCHAR NOT NULL,
    difference  DECIMAL(18,6),
    formula     VARCHAR NOT NULL,
    message     VARCHAR NOT NULL,
    message_en  VARCHAR NOT NULL,
    quote       VARCHAR NOT NULL,
    position    VARCHAR NOT NULL
);
COMMENT ON TABLE finding IS 'What the rules say of current reports, passes left out; all that a rule could not assess in a report for one reason is one row';
COMMENT ON COLUMN finding.finding_id IS '12 hex digits over rule, instance, agency, year, cells, their printed texts, the quote, and the two numbers or the date that were judged: the same while these are';
COMMENT ON COLUMN finding.rule IS 'The rule';
COMMENT ON COLUMN finding.instance IS 'What of the report: a row, a column, a sentence; empty for the whole';
COMMENT ON COLUMN finding.report_id IS 'The report; NULL when it is about a region or a missing report';
COMMENT ON COLUMN finding.agency_id IS 'The body; NULL when it is about a region';
COMMENT ON COLUMN finding.region_code IS 'Region; empty for an unregistered body';
COMMENT ON COLUMN finding.year IS 'Report year';
COMMENT ON COLUMN finding.outcome IS 'fail or not_assessable';
COMMENT ON COLUMN finding.severity IS 'error, warning or info; info for everything not assessable';
COMMENT ON COLUMN finding.cells IS 'Codes of the cells that it rests on, in the order of the formula';
COMMENT ON COLUMN finding.left_side IS 'Left side, empty when there is none';
COMMENT ON COLUMN finding.right_side IS 'Right side, empty when there is none';
COMMENT ON COLUMN finding.difference IS 'Left minus right, NULL when these are no numbers or larger than a number can be';
COMMENT ON COLUMN finding.formula IS 'The comparison written out with its numbers';
COMMENT ON COLUMN finding.message IS 'Message in Chinese';
COMMENT ON COLUMN finding.message_en IS 'Message in English';
COMMENT ON COLUMN finding.quote IS 'The sentence it rests on, empty when it rests on cells';
COMMENT ON COLUMN finding.position IS 'Where the quote stands in the file';

CREATE TABLE check_count (
    rule           VARCHAR NOT NULL,
    region_code    VARCHAR NOT NULL,
    year           INTEGER NOT NULL,
    passed         BIGINT NOT NULL,
    failed         BIGINT NOT NULL,
    not_assessable BIGINT NOT NULL
);
COMMENT ON TABLE check_count IS 'How often each rule was assessed and how it ended, by region and year';
COMMENT ON COLUMN check_count.rule IS 'The rule';
COMMENT ON COLUMN check_count.region_code IS 'Region; empty for unregistered bodies';
COMMENT ON COLUMN check_count.year IS 'Report year';
COMMENT ON COLUMN check_count.passed IS 'Instances that passed';
COMMENT ON COLUMN check_count.failed IS 'Instances that failed';
COMMENT ON COLUMN check_count.not_assessable IS 'Instances that could not be assessed';

-- Unlisted bodies have one region and are in any batch: their counts wait here.
CREATE TEMP TABLE unlisted_count AS FROM check_count;

-- The bodies and the batch in which each is judged: one, unless there are many
-- reports. A body of which only held files are known has a place too.
CREATE TEMP TABLE body AS
SELECT agency_id, CAST(0 AS BIGINT) AS batch FROM agency
UNION
SELECT agency_id, 0 FROM held WHERE agency_id IS NOT NULL;
