-- What the tables mean that the checks leave in a version.

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
COMMENT ON TABLE check_count IS 'How often each rule was assessed and how it ended, by region and year';
COMMENT ON COLUMN check_count.rule IS 'The rule';
COMMENT ON COLUMN check_count.region_code IS 'Region; empty for unregistered bodies';
COMMENT ON COLUMN check_count.year IS 'Report year';
COMMENT ON COLUMN check_count.passed IS 'Instances that passed';
COMMENT ON COLUMN check_count.failed IS 'Instances that failed';
COMMENT ON COLUMN check_count.not_assessable IS 'Instances that could not be assessed';
