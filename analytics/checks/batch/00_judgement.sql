-- Where the checks write: what a statement says, one row an assessed instance.
-- It is gone when the batch is judged.

CREATE TEMP TABLE judgement (
    rule        VARCHAR NOT NULL,
    instance    VARCHAR NOT NULL,       -- row, column, sentence: what of the report; '' when the report as a whole
    report_id   VARCHAR,                -- NULL when it is about a region or a missing report
    agency_id   VARCHAR,                -- NULL when it is about a region
    region_code VARCHAR,                -- '' for an unregistered body
    year        INTEGER NOT NULL,
    outcome     VARCHAR NOT NULL,       -- pass, fail, not_assessable
    instances   BIGINT,                 -- NULL: 1; passes are counted by rule, region and year
    severity    VARCHAR,                -- NULL: the rule's own
    cells       VARCHAR[],              -- codes, in the order of the formula
    left_side   VARCHAR,
    right_side  VARCHAR,
    difference  DECIMAL(38,6),          -- left minus right
    formula     VARCHAR,                -- the comparison written out with its numbers
    params      MAP(VARCHAR, VARCHAR),  -- what the placeholders of the message mean
    reason      VARCHAR,                -- of rule_reason, when not assessable
    quote       VARCHAR,                -- the sentence or text it rests on
    position    VARCHAR                 -- where that stands in the file
);
