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

CREATE TABLE check_count (
    rule           VARCHAR NOT NULL,
    region_code    VARCHAR NOT NULL,
    year           INTEGER NOT NULL,
    passed         BIGINT NOT NULL,
    failed         BIGINT NOT NULL,
    not_assessable BIGINT NOT NULL
);

-- Unlisted bodies have one region and are in any batch: their counts wait here.
CREATE TEMP TABLE unlisted_count AS FROM check_count;

-- The bodies and the batch in which each is judged: one, unless there are many
-- reports. A body of which only held files are known has a place too.
CREATE TEMP TABLE body AS
SELECT agency_id, CAST(0 AS BIGINT) AS batch FROM agency
UNION
SELECT agency_id, 0 FROM held WHERE agency_id IS NOT NULL;
