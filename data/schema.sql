-- One version of gongkai's data: a complete DuckDB file that never changes
-- after it is published. No keys and no indexes: uniqueness is checked by the
-- verify step, and the observation table is sorted for reading.

CREATE TABLE version (
    program    VARCHAR NOT NULL,
    built_from BIGINT  NOT NULL,
    digest     VARCHAR NOT NULL
);
COMMENT ON TABLE version IS 'One row: which program built this version, from what';
COMMENT ON COLUMN version.program IS 'Version of the program that built the file';
COMMENT ON COLUMN version.built_from IS 'Journal sequence number of the last event that the build used';
COMMENT ON COLUMN version.digest IS 'sha256 over everything that the build meant to write, hex';

CREATE TABLE region (
    region_code VARCHAR NOT NULL,
    region_name VARCHAR NOT NULL,
    simulated   BOOLEAN NOT NULL
);
COMMENT ON TABLE region IS 'Regions that the registry names';
COMMENT ON COLUMN region.region_code IS 'GB/T 2260 code, 6 digits (9 for a township)';
COMMENT ON COLUMN region.region_name IS 'Name of the region, for example 盐池县';
COMMENT ON COLUMN region.simulated IS 'True when its agencies are made up; every page and export says so';

CREATE TABLE agency (
    agency_id   VARCHAR NOT NULL,
    region_code VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    short_name  VARCHAR NOT NULL,
    type        VARCHAR NOT NULL,
    level       VARCHAR NOT NULL,
    parent_id   VARCHAR,
    valid_from  INTEGER,
    valid_to    INTEGER,
    must_report BOOLEAN NOT NULL,
    in_rollup   BOOLEAN NOT NULL,
    deadline    VARCHAR,
    simulated   BOOLEAN NOT NULL,
    registered  BOOLEAN NOT NULL,
    sort_order  INTEGER NOT NULL
);
COMMENT ON TABLE agency IS 'Reporting bodies: those of the registry, and unregistered ones that filed a report';
COMMENT ON COLUMN agency.agency_id IS '<region code>-<slug>; x-<8 hex> for an unregistered body';
COMMENT ON COLUMN agency.region_code IS 'Region it belongs to; empty for an unregistered body';
COMMENT ON COLUMN agency.name IS 'Current full name';
COMMENT ON COLUMN agency.short_name IS 'Name for charts and narrow columns';
COMMENT ON COLUMN agency.type IS 'Kind of body, see agency_type';
COMMENT ON COLUMN agency.level IS 'Rank of its government: province, city, county, township, unknown';
COMMENT ON COLUMN agency.parent_id IS 'Body it reports through, if the registry says so';
COMMENT ON COLUMN agency.valid_from IS 'First report year, NULL when open';
COMMENT ON COLUMN agency.valid_to IS 'Last report year, NULL when open';
COMMENT ON COLUMN agency.must_report IS 'Expected to file every year of its validity';
COMMENT ON COLUMN agency.in_rollup IS 'Counted in the total of its region';
COMMENT ON COLUMN agency.deadline IS 'MM-DD of the following year; NULL where none is known';
COMMENT ON COLUMN agency.simulated IS 'Made-up body';
COMMENT ON COLUMN agency.registered IS 'False: not in the registry; enters no total';
COMMENT ON COLUMN agency.sort_order IS 'Official order';

CREATE TABLE agency_name (
    agency_id  VARCHAR NOT NULL,
    name       VARCHAR NOT NULL,
    kind       VARCHAR NOT NULL,
    valid_from INTEGER,
    valid_to   INTEGER
);
COMMENT ON TABLE agency_name IS 'Every name under which a body files: current, former, alias';
COMMENT ON COLUMN agency_name.agency_id IS 'The body';
COMMENT ON COLUMN agency_name.name IS 'Name';
COMMENT ON COLUMN agency_name.kind IS 'current, former or alias';
COMMENT ON COLUMN agency_name.valid_from IS 'First report year of the name, NULL when open';
COMMENT ON COLUMN agency_name.valid_to IS 'Last report year of the name, NULL when open';

CREATE TABLE agency_event (
    predecessor_id VARCHAR,
    successor_id   VARCHAR,
    effective_date DATE NOT NULL,
    kind           VARCHAR NOT NULL,
    note           VARCHAR,
    source_url     VARCHAR,
    verified       BOOLEAN NOT NULL
);
COMMENT ON TABLE agency_event IS 'Reforms that break a series: merge, split, transfer, new, abolished';
COMMENT ON COLUMN agency_event.predecessor_id IS 'Body before, NULL for a new one';
COMMENT ON COLUMN agency_event.successor_id IS 'Body after, NULL for an abolished one';
COMMENT ON COLUMN agency_event.effective_date IS 'Day of the reform';
COMMENT ON COLUMN agency_event.kind IS 'merge, split, transfer, new, abolished';
COMMENT ON COLUMN agency_event.note IS 'In words';
COMMENT ON COLUMN agency_event.source_url IS 'Where it is announced';
COMMENT ON COLUMN agency_event.verified IS 'A person checked it';

CREATE TABLE report (
    report_id     VARCHAR NOT NULL,
    agency_id     VARCHAR NOT NULL,
    year          INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    is_current    BOOLEAN NOT NULL,
    edition       VARCHAR,
    scope         VARCHAR NOT NULL,
    agency_name   VARCHAR NOT NULL,
    title         VARCHAR NOT NULL,
    published_on  DATE,
    received_on   DATE NOT NULL,
    format        VARCHAR NOT NULL,
    file_name     VARCHAR NOT NULL,
    source_sha256 VARCHAR NOT NULL
);
COMMENT ON TABLE report IS 'One agency, one year, one revision';
COMMENT ON COLUMN report.report_id IS '<agency_id>/<year>/<revision>';
COMMENT ON COLUMN report.agency_id IS 'The body in the title';
COMMENT ON COLUMN report.year IS 'Report year: the data cover 1 January to 31 December';
COMMENT ON COLUMN report.revision IS '1 for the first report, counted up by accepted revisions';
COMMENT ON COLUMN report.is_current IS 'The revision that pages show and totals sum';
COMMENT ON COLUMN report.edition IS 'Edition of table 2; NULL when the tables do not tell';
COMMENT ON COLUMN report.scope IS 'own (a body), rollup (a government of county level or above), unknown';
COMMENT ON COLUMN report.agency_name IS 'Name as the title prints it';
COMMENT ON COLUMN report.title IS 'Title as printed';
COMMENT ON COLUMN report.published_on IS 'Publication date that the file states, NULL when it states none';
COMMENT ON COLUMN report.received_on IS 'Day on which the file was received';
COMMENT ON COLUMN report.format IS 'Format of the file by its content';
COMMENT ON COLUMN report.file_name IS 'Name of the file as received';
COMMENT ON COLUMN report.source_sha256 IS 'sha256 of the file, its name in the archive';

CREATE TABLE report_table (
    report_id VARCHAR NOT NULL,
    table_no  TINYINT NOT NULL,
    edition   VARCHAR
);
COMMENT ON TABLE report_table IS 'Edition of each table of a report; real reports mix them';
COMMENT ON COLUMN report_table.report_id IS 'The report';
COMMENT ON COLUMN report_table.table_no IS '2, 3 or 4';
COMMENT ON COLUMN report_table.edition IS 'Edition of this table, NULL when it does not tell';

CREATE TABLE observation (
    report_id   VARCHAR NOT NULL,
    agency_id   VARCHAR NOT NULL,
    year        INTEGER NOT NULL,
    edition     VARCHAR NOT NULL,
    code        VARCHAR NOT NULL,
    value       DECIMAL(18,6),
    unit        VARCHAR NOT NULL,
    status      VARCHAR NOT NULL,
    raw         VARCHAR NOT NULL,
    position    VARCHAR NOT NULL,
    cell_order  SMALLINT NOT NULL,
    ocr         BOOLEAN NOT NULL
);
COMMENT ON TABLE observation IS 'One row a cell of a report, sorted by code, year, report: the table that measures are summed from';
COMMENT ON COLUMN observation.report_id IS 'The report';
COMMENT ON COLUMN observation.agency_id IS 'Its agency';
COMMENT ON COLUMN observation.year IS 'Its year';
COMMENT ON COLUMN observation.edition IS 'Edition by which this cell was read';
COMMENT ON COLUMN observation.code IS 'Code of the cell, see cell';
COMMENT ON COLUMN observation.value IS 'The number; NULL unless status is reported';
COMMENT ON COLUMN observation.unit IS '件, 项, 万元, or as printed';
COMMENT ON COLUMN observation.status IS 'reported, blank, not_applicable, unreadable, absent';
COMMENT ON COLUMN observation.raw IS 'Text of the cell as printed';
COMMENT ON COLUMN observation.position IS 'Where the cell stands in the source file';
COMMENT ON COLUMN observation.cell_order IS 'Place of the cell in its edition of the form, see cell';
COMMENT ON COLUMN observation.ocr IS 'True when it was made out in a picture by character recognition';

CREATE TABLE observation_by_report (
    report_id   VARCHAR NOT NULL,
    agency_id   VARCHAR NOT NULL,
    year        INTEGER NOT NULL,
    edition     VARCHAR NOT NULL,
    code        VARCHAR NOT NULL,
    value       DECIMAL(18,6),
    unit        VARCHAR NOT NULL,
    status      VARCHAR NOT NULL,
    raw         VARCHAR NOT NULL,
    position    VARCHAR NOT NULL,
    cell_order  SMALLINT NOT NULL,
    ocr         BOOLEAN NOT NULL
);
COMMENT ON TABLE observation_by_report IS 'The same rows sorted by report and cell_order, for pages that show a whole report; verified to equal observation';
COMMENT ON COLUMN observation_by_report.report_id IS 'The report';
COMMENT ON COLUMN observation_by_report.agency_id IS 'Its agency';
COMMENT ON COLUMN observation_by_report.year IS 'Its year';
COMMENT ON COLUMN observation_by_report.edition IS 'Edition by which this cell was read';
COMMENT ON COLUMN observation_by_report.code IS 'Code of the cell, see cell';
COMMENT ON COLUMN observation_by_report.value IS 'The number; NULL unless status is reported';
COMMENT ON COLUMN observation_by_report.unit IS '件, 项, 万元, or as printed';
COMMENT ON COLUMN observation_by_report.status IS 'reported, blank, not_applicable, unreadable, absent';
COMMENT ON COLUMN observation_by_report.raw IS 'Text of the cell as printed';
COMMENT ON COLUMN observation_by_report.position IS 'Where the cell stands in the source file';
COMMENT ON COLUMN observation_by_report.cell_order IS 'Place of the cell in its edition of the form, see cell';
COMMENT ON COLUMN observation_by_report.ocr IS 'True when it was made out in a picture by character recognition';

CREATE TABLE section (
    report_id VARCHAR NOT NULL,
    key       VARCHAR NOT NULL,
    number    TINYINT NOT NULL,
    text      VARCHAR NOT NULL,
    ocr       BOOLEAN NOT NULL
);
COMMENT ON TABLE section IS 'Prose of a report by section';
COMMENT ON COLUMN section.report_id IS 'The report';
COMMENT ON COLUMN section.key IS 'overview, proactive, applications, disputes, problems, other_matters';
COMMENT ON COLUMN section.number IS 'Statutory number of the section';
COMMENT ON COLUMN section.text IS 'Its text, paragraphs separated by line feeds';
COMMENT ON COLUMN section.ocr IS 'True when it was made out in a picture by character recognition';

CREATE TABLE note (
    report_id VARCHAR NOT NULL,
    number    INTEGER NOT NULL,
    code      VARCHAR NOT NULL,
    place     VARCHAR NOT NULL,
    message   VARCHAR NOT NULL
);
COMMENT ON TABLE note IS 'What a person should know of the file of a published report: what was left out, cleaned or not believed';
COMMENT ON COLUMN note.report_id IS 'The report';
COMMENT ON COLUMN note.number IS 'Place among the notes of its report, from 1';
COMMENT ON COLUMN note.code IS 'What it is about, for example cell_doubted';
COMMENT ON COLUMN note.place IS 'Where in the file; empty for the file as a whole';
COMMENT ON COLUMN note.message IS 'In words';

CREATE TABLE figure (
    report_id VARCHAR NOT NULL,
    number    INTEGER NOT NULL,
    code      VARCHAR NOT NULL,
    value     DECIMAL(18,6),
    unit      VARCHAR NOT NULL,
    approx    BOOLEAN NOT NULL,
    year      INTEGER,
    scope     VARCHAR NOT NULL,
    section   VARCHAR NOT NULL,
    said      VARCHAR NOT NULL,
    sentence  VARCHAR NOT NULL,
    position  VARCHAR NOT NULL
);
COMMENT ON TABLE figure IS 'Numbers said in the prose of a report';
COMMENT ON COLUMN figure.report_id IS 'The report';
COMMENT ON COLUMN figure.number IS 'Place among the figures of its report, from 1';
COMMENT ON COLUMN figure.code IS 'What it counts, see figure_code';
COMMENT ON COLUMN figure.value IS 'The number, in unit';
COMMENT ON COLUMN figure.unit IS 'Unit as said';
COMMENT ON COLUMN figure.approx IS 'Said as about, nearly or more than';
COMMENT ON COLUMN figure.year IS 'Year that the sentence names for it, NULL when none';
COMMENT ON COLUMN figure.scope IS 'own, rollup or unknown, as the sentence says';
COMMENT ON COLUMN figure.section IS 'Section it stands in, preamble before the first';
COMMENT ON COLUMN figure.said IS 'The words that say the number';
COMMENT ON COLUMN figure.sentence IS 'The sentence';
COMMENT ON COLUMN figure.position IS 'Where the sentence stands in the source file';

CREATE TABLE mention (
    report_id VARCHAR NOT NULL,
    number    INTEGER NOT NULL,
    kind      VARCHAR NOT NULL,
    value     VARCHAR NOT NULL,
    context   VARCHAR NOT NULL,
    section   VARCHAR NOT NULL,
    sentence  VARCHAR NOT NULL,
    position  VARCHAR NOT NULL
);
COMMENT ON TABLE mention IS 'What the prose of a report names and a rule asks about: years, notices, bodies, topics, percentages';
COMMENT ON COLUMN mention.report_id IS 'The report';
COMMENT ON COLUMN mention.number IS 'Place among the mentions of its report, from 1';
COMMENT ON COLUMN mention.kind IS 'Kind, see data/mentions.csv';
COMMENT ON COLUMN mention.value IS 'What is named';
COMMENT ON COLUMN mention.context IS 'Of a year: what the sentence says of it; else empty';
COMMENT ON COLUMN mention.section IS 'Section it stands in, preamble before the first';
COMMENT ON COLUMN mention.sentence IS 'The sentence';
COMMENT ON COLUMN mention.position IS 'Where the sentence stands in the source file';

CREATE TABLE sentence (
    report_id VARCHAR NOT NULL,
    section   VARCHAR NOT NULL,
    hash      VARCHAR NOT NULL,
    length    INTEGER NOT NULL
);
COMMENT ON TABLE sentence IS 'Fingerprints of the sentences of a report, numbers and own name left out';
COMMENT ON COLUMN sentence.report_id IS 'The report';
COMMENT ON COLUMN sentence.section IS 'Section it stands in';
COMMENT ON COLUMN sentence.hash IS '16 hex digits; equal sentences have equal ones';
COMMENT ON COLUMN sentence.length IS 'Characters that count';

CREATE TABLE verdict (
    finding_id VARCHAR NOT NULL,
    verdict    VARCHAR NOT NULL,
    reason     VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL,
    decided_on DATE NOT NULL
);
COMMENT ON TABLE verdict IS 'What a person said of a finding, the last word for each';
COMMENT ON COLUMN verdict.finding_id IS 'The finding; its id changes when rule, agency, year, cells, printed texts or what they were compared with do';
COMMENT ON COLUMN verdict.verdict IS 'confirmed, explained, our_error';
COMMENT ON COLUMN verdict.reason IS 'In words';
COMMENT ON COLUMN verdict.decided_by IS 'Name of the person';
COMMENT ON COLUMN verdict.decided_on IS 'Day of the decision, from the journal';

CREATE TABLE held (
    source_sha256 VARCHAR NOT NULL,
    file_name     VARCHAR NOT NULL,
    agency_id     VARCHAR,
    agency_name   VARCHAR NOT NULL,
    year          INTEGER,
    code          VARCHAR NOT NULL,
    place         VARCHAR NOT NULL,
    message       VARCHAR NOT NULL,
    candidates    VARCHAR NOT NULL
);
COMMENT ON TABLE held IS 'Reports that a person must decide on, one row a reason';
COMMENT ON COLUMN held.source_sha256 IS 'The file';
COMMENT ON COLUMN held.file_name IS 'Its name as received';
COMMENT ON COLUMN held.agency_id IS 'Its agency where that is certain';
COMMENT ON COLUMN held.agency_name IS 'Agency as printed, empty when none was found';
COMMENT ON COLUMN held.year IS 'Its year where that is certain';
COMMENT ON COLUMN held.code IS 'Why, for example year_conflict';
COMMENT ON COLUMN held.place IS 'Where in the file';
COMMENT ON COLUMN held.message IS 'In words';
COMMENT ON COLUMN held.candidates IS 'Values to choose from, separated by |';

CREATE TABLE rejected (
    source_sha256 VARCHAR NOT NULL,
    file_name     VARCHAR NOT NULL,
    code          VARCHAR NOT NULL,
    place         VARCHAR NOT NULL,
    message       VARCHAR NOT NULL,
    hint          VARCHAR NOT NULL
);
COMMENT ON TABLE rejected IS 'Sources that are no readable report';
COMMENT ON COLUMN rejected.source_sha256 IS 'The file';
COMMENT ON COLUMN rejected.file_name IS 'Its name as received';
COMMENT ON COLUMN rejected.code IS 'Why, for example empty_file';
COMMENT ON COLUMN rejected.place IS 'Where in the file';
COMMENT ON COLUMN rejected.message IS 'What was found';
COMMENT ON COLUMN rejected.hint IS 'What to do';

-- The form, the measures and the other facts of data/, as this program has them.

CREATE TABLE cell (
    edition     VARCHAR NOT NULL,
    code        VARCHAR NOT NULL,
    table_no    TINYINT NOT NULL,
    cell_order  SMALLINT NOT NULL,
    row_code    VARCHAR NOT NULL,
    row_label   VARCHAR NOT NULL,
    row_group   VARCHAR NOT NULL,
    col_code    VARCHAR NOT NULL,
    col_label   VARCHAR NOT NULL,
    col_group   VARCHAR NOT NULL,
    unit        VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL
);
COMMENT ON TABLE cell IS 'Every cell of both editions of the form';
COMMENT ON COLUMN cell.edition IS 'Edition';
COMMENT ON COLUMN cell.code IS 'Code of the cell';
COMMENT ON COLUMN cell.table_no IS '2, 3 or 4';
COMMENT ON COLUMN cell.cell_order IS 'Place in the form, from 1';
COMMENT ON COLUMN cell.row_code IS 'Row part of the code';
COMMENT ON COLUMN cell.row_label IS 'Row label of the form';
COMMENT ON COLUMN cell.row_group IS 'Block or group the row stands in';
COMMENT ON COLUMN cell.col_code IS 'Column part of the code';
COMMENT ON COLUMN cell.col_label IS 'Column label of the form';
COMMENT ON COLUMN cell.col_group IS 'Block or group the column stands in';
COMMENT ON COLUMN cell.unit IS 'Unit that the form fixes, empty when it fixes none';
COMMENT ON COLUMN cell.kind IS 'count, signed, amount_wan, amount_as_printed';

CREATE TABLE measure (
    code       VARCHAR NOT NULL,
    topic      VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    name_zh    VARCHAR NOT NULL,
    name_en    VARCHAR NOT NULL,
    kind       VARCHAR NOT NULL,
    unit       VARCHAR NOT NULL,
    comparable VARCHAR NOT NULL,
    additive   BOOLEAN NOT NULL,
    min_base   INTEGER NOT NULL,
    small_base INTEGER NOT NULL,
    min_coverage INTEGER NOT NULL,
    formula_zh VARCHAR NOT NULL,
    caveat_zh  VARCHAR NOT NULL
);
COMMENT ON TABLE measure IS 'Quantities that people look at, see data/README.md';
COMMENT ON COLUMN measure.code IS 'Code';
COMMENT ON COLUMN measure.topic IS 'applications, reasons, disputes, proactive';
COMMENT ON COLUMN measure.sort_order IS 'Display order';
COMMENT ON COLUMN measure.name_zh IS 'Name';
COMMENT ON COLUMN measure.name_en IS 'English name';
COMMENT ON COLUMN measure.kind IS 'count, amount, change, rate';
COMMENT ON COLUMN measure.unit IS 'Unit of the value; % for rates';
COMMENT ON COLUMN measure.comparable IS 'Across the 2020|2021 break: yes, part, no';
COMMENT ON COLUMN measure.additive IS 'May be summed over agencies';
COMMENT ON COLUMN measure.min_base IS 'Below it no percentage is given';
COMMENT ON COLUMN measure.small_base IS 'Below it a rate is marked as resting on a small number';
COMMENT ON COLUMN measure.min_coverage IS 'Percent of the expected bodies that must have a value in both years, else two totals are not compared';
COMMENT ON COLUMN measure.formula_zh IS 'How it is computed, in words';
COMMENT ON COLUMN measure.caveat_zh IS 'What to know before using it';

CREATE TABLE measure_term (
    measure VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    part    VARCHAR NOT NULL,
    code    VARCHAR NOT NULL,
    sign    TINYINT NOT NULL
);
COMMENT ON TABLE measure_term IS 'Which cells of which edition enter a measure';
COMMENT ON COLUMN measure_term.measure IS 'Measure code';
COMMENT ON COLUMN measure_term.edition IS 'Edition of the table that the cell is read from';
COMMENT ON COLUMN measure_term.part IS 'num or den';
COMMENT ON COLUMN measure_term.code IS 'Cell code';
COMMENT ON COLUMN measure_term.sign IS '1 or -1';

CREATE TABLE agency_type (
    key        VARCHAR NOT NULL,
    name_zh    VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL,
    deadline   VARCHAR,
    enforces   BOOLEAN NOT NULL
);
COMMENT ON TABLE agency_type IS 'Kinds of reporting body in official order';
COMMENT ON COLUMN agency_type.key IS 'Key';
COMMENT ON COLUMN agency_type.name_zh IS 'Name';
COMMENT ON COLUMN agency_type.sort_order IS 'Order';
COMMENT ON COLUMN agency_type.deadline IS 'Statutory MM-DD of the following year, NULL where local rules decide';
COMMENT ON COLUMN agency_type.enforces IS 'May have power to license, penalise or coerce; asked by rule T2-04';

CREATE TABLE form_edition (
    edition    VARCHAR NOT NULL,
    first_year INTEGER NOT NULL,
    last_year  INTEGER,
    name_zh    VARCHAR NOT NULL
);
COMMENT ON TABLE form_edition IS 'Editions of the form and the report years that they are in force for';
COMMENT ON COLUMN form_edition.edition IS 'Edition';
COMMENT ON COLUMN form_edition.first_year IS 'First report year';
COMMENT ON COLUMN form_edition.last_year IS 'Last report year, NULL while in force';
COMMENT ON COLUMN form_edition.name_zh IS 'Name';

CREATE TABLE series_break (
    year     INTEGER NOT NULL,
    kind     VARCHAR NOT NULL,
    topic    VARCHAR NOT NULL,
    label_zh VARCHAR NOT NULL,
    note_zh  VARCHAR NOT NULL
);
COMMENT ON TABLE series_break IS 'Changes of form or law that charts mark';
COMMENT ON COLUMN series_break.year IS 'First report year after the change';
COMMENT ON COLUMN series_break.kind IS 'edition or law';
COMMENT ON COLUMN series_break.topic IS 'all, or the topic of the measures it touches';
COMMENT ON COLUMN series_break.label_zh IS 'Label on the chart';
COMMENT ON COLUMN series_break.note_zh IS 'Note under the chart';

-- The rules, see data/README.md.

CREATE TABLE rule (
    rule        VARCHAR NOT NULL,
    sort_order  INTEGER NOT NULL,
    section     VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,
    severity    VARCHAR NOT NULL,
    needs       VARCHAR NOT NULL,
    enabled     BOOLEAN NOT NULL,
    name_zh     VARCHAR NOT NULL,
    formula_zh  VARCHAR NOT NULL,
    message_zh  VARCHAR NOT NULL,
    message_en  VARCHAR NOT NULL,
    todo_zh     VARCHAR NOT NULL,
    except_zh   VARCHAR NOT NULL,
    missing_zh  VARCHAR NOT NULL
);
COMMENT ON TABLE rule IS 'The catalogue of checking rules';
COMMENT ON COLUMN rule.rule IS 'Id, for example T3-01';
COMMENT ON COLUMN rule.sort_order IS 'Place in the catalogue';
COMMENT ON COLUMN rule.section IS 'What it is about: structure, number, table2, table3, table4, text, years, county, dates, contents, fee, plausibility';
COMMENT ON COLUMN rule.kind IS 'rule, or note: help that is never judged';
COMMENT ON COLUMN rule.severity IS 'error, warning, info: of a plain failure';
COMMENT ON COLUMN rule.needs IS 'report (one report suffices), year (the year before too), county (other bodies too)';
COMMENT ON COLUMN rule.enabled IS 'Judged at all';
COMMENT ON COLUMN rule.name_zh IS 'Name in a few words';
COMMENT ON COLUMN rule.formula_zh IS 'What must hold, in words';
COMMENT ON COLUMN rule.message_zh IS 'Message with {placeholders}';
COMMENT ON COLUMN rule.message_en IS 'The same in English';
COMMENT ON COLUMN rule.todo_zh IS 'What to do';
COMMENT ON COLUMN rule.except_zh IS 'Known legitimate exceptions';
COMMENT ON COLUMN rule.missing_zh IS 'Data that gongkai lacks to judge it, empty when it is judged';

CREATE TABLE rule_threshold (
    rule    VARCHAR NOT NULL,
    name    VARCHAR NOT NULL,
    value   DECIMAL(18,6) NOT NULL
);
COMMENT ON TABLE rule_threshold IS 'Numbers that a rule compares with';
COMMENT ON COLUMN rule_threshold.rule IS 'The rule';
COMMENT ON COLUMN rule_threshold.name IS 'Name by which its statement asks';
COMMENT ON COLUMN rule_threshold.value IS 'The number';

CREATE TABLE rule_reason (
    reason  VARCHAR NOT NULL,
    text_zh VARCHAR NOT NULL,
    text_en VARCHAR NOT NULL
);
COMMENT ON TABLE rule_reason IS 'Why a rule could not be assessed';
COMMENT ON COLUMN rule_reason.reason IS 'Code by which a statement names it';
COMMENT ON COLUMN rule_reason.text_zh IS 'In words, with {placeholders}';
COMMENT ON COLUMN rule_reason.text_en IS 'The same in English';

CREATE TABLE equation (
    rule        VARCHAR NOT NULL,
    instance    VARCHAR NOT NULL,
    instance_zh VARCHAR NOT NULL,
    head_zh     VARCHAR NOT NULL,
    edition     VARCHAR NOT NULL,
    relation    VARCHAR NOT NULL,
    side        VARCHAR NOT NULL,
    code        VARCHAR NOT NULL,
    sign        TINYINT NOT NULL,
    year_offset TINYINT NOT NULL,
    label_zh    VARCHAR NOT NULL
);
COMMENT ON TABLE equation IS 'Linear rules, a line a term, in the order in which they are written out';
COMMENT ON COLUMN equation.rule IS 'The rule';
COMMENT ON COLUMN equation.instance IS 'Which of its equations: a row or a column of the form';
COMMENT ON COLUMN equation.instance_zh IS 'That row or column in the words of the form';
COMMENT ON COLUMN equation.head_zh IS 'How the comparison begins when it is written out';
COMMENT ON COLUMN equation.edition IS 'Edition of the table that the cells of this year are read from; empty: every edition';
COMMENT ON COLUMN equation.relation IS '= or <=, of left side to right side';
COMMENT ON COLUMN equation.side IS 'left or right';
COMMENT ON COLUMN equation.code IS 'Cell code';
COMMENT ON COLUMN equation.sign IS '1 or -1';
COMMENT ON COLUMN equation.year_offset IS '0 this year, -1 the year before';
COMMENT ON COLUMN equation.label_zh IS 'Short word for the cell, empty to write the number alone';

CREATE TABLE figure_code (
    code     VARCHAR NOT NULL,
    name_zh  VARCHAR NOT NULL,
    unit     VARCHAR NOT NULL,
    single   BOOLEAN NOT NULL,
    severity VARCHAR NOT NULL
);
COMMENT ON TABLE figure_code IS 'What a number in the prose may count';
COMMENT ON COLUMN figure_code.code IS 'Code';
COMMENT ON COLUMN figure_code.name_zh IS 'Name';
COMMENT ON COLUMN figure_code.unit IS 'Usual unit';
COMMENT ON COLUMN figure_code.single IS 'A report has one value of it; two are a contradiction';
COMMENT ON COLUMN figure_code.severity IS 'Of a difference from the tables; empty: that of its rule';

CREATE TABLE figure_meaning (
    code     VARCHAR NOT NULL,
    rule     VARCHAR NOT NULL,
    meaning  VARCHAR NOT NULL,
    name_zh  VARCHAR NOT NULL,
    cell     VARCHAR NOT NULL,
    sign     TINYINT NOT NULL,
    expected BOOLEAN NOT NULL
);
COMMENT ON TABLE figure_meaning IS 'What of the tables a figure may mean: the sum of the cells of one meaning';
COMMENT ON COLUMN figure_meaning.code IS 'Figure code';
COMMENT ON COLUMN figure_meaning.rule IS 'Rule that compares them';
COMMENT ON COLUMN figure_meaning.meaning IS 'Key of the meaning within the figure code';
COMMENT ON COLUMN figure_meaning.name_zh IS 'The meaning in words, for example 新收＋结转';
COMMENT ON COLUMN figure_meaning.cell IS 'Cell code; one line a cell';
COMMENT ON COLUMN figure_meaning.sign IS '1 or -1';
COMMENT ON COLUMN figure_meaning.expected IS 'The usual meaning: a match with it passes silently, one with another is told as info';
