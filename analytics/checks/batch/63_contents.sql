-- What a report must contain: sections (S-01, S-08, S-09, S-11, R-02, R-03,
-- R-04), tables (R-01, R-05), its period (S-05, D-07), what it says of the
-- processing fee (T3-08, F-01 to F-04, X-15). What is lacking is judged only of
-- reports whose text was read: a file of bare tables lacks nothing, nor does
-- one whose text was made out in pictures.

CREATE TEMP TABLE part AS
SELECT * FROM (VALUES (1, 'overview', '总体情况', NULL), (2, 'proactive', '主动公开政府信息情况', 2), (3, 'applications', '收到和处理政府信息公开申请情况', 3),
                      (4, 'disputes', '政府信息公开行政复议、行政诉讼情况', 4), (5, 'problems', '存在的主要问题及改进情况', NULL),
                      (6, 'other_matters', '其他需要报告的事项', NULL)) AS p (number, key, heading, table_no);

-- One row a report: what of it was read.
CREATE TEMP TABLE content AS
WITH sections AS (
    SELECT r.rep, count(*) AS sections,
           max(CASE s.key WHEN 'problems' THEN regexp_replace(s.text, '[\s。，,.；;：:、]', '', 'g') END) AS problems,
           max(CASE s.key WHEN 'other_matters' THEN regexp_replace(s.text, '[\s。，,.；;：:、]', '', 'g') END) AS other_matters,
           bool_or(s.key = 'overview') AS overview
    FROM section AS s JOIN checked AS r USING (report_id)
    WHERE NOT s.ocr
    GROUP BY r.rep
),
sentences AS (
    SELECT r.rep, count(*) AS sentences FROM sentence AS s JOIN checked AS r USING (report_id) WHERE s.section <> 'preamble' GROUP BY r.rep
),
mentions AS (
    SELECT r.rep, list(m.value) FILTER (m.kind = 'topic') AS topics, list(m.value) FILTER (m.kind = 'accountability') AS accounts,
           list(m.value) FILTER (m.kind = 'problems') AS spoken, bool_or(m.kind = 'fee') AS fee, bool_or(m.kind = 'fee_by_volume') AS by_volume,
           list(TRY_CAST(m.value AS INTEGER) ORDER BY m.number) FILTER (m.kind = 'parts' AND m.context = 'announced') AS announcements,
           max(TRY_CAST(m.value AS INTEGER)) FILTER (m.kind = 'parts' AND m.context = 'listed') AS listed,
           max(m.sentence) FILTER (m.kind = 'parts') AS parts_quote,
           max(m.value) FILTER (m.kind = 'period') AS period, arg_max(m.sentence, m.value) FILTER (m.kind = 'period') AS period_quote,
           arg_max(m.position, m.value) FILTER (m.kind = 'period') AS period_at
    FROM mention AS m JOIN checked AS r USING (report_id)
    GROUP BY r.rep
),
presence AS (
    SELECT t.rep, list(t.table_no ORDER BY t.table_no) FILTER (coalesce(c.absent, 0) < t.cells) AS tables,
           coalesce(max(t.cells - coalesce(c.silent, 0)) FILTER (t.table_no = 3), 0) AS table3_numbers,
           coalesce(max(c.unread) FILTER (t.table_no = 3), 0) AS table3_unread
    FROM checked_table AS t
    LEFT JOIN (SELECT rep, table_no, count(*) FILTER (state = 3) AS absent, count(*) FILTER (state = 2) AS unread, count(*) AS silent
               FROM loud_cell WHERE state > 0 GROUP BY rep, table_no) AS c
        USING (rep, table_no)
    GROUP BY t.rep
),
wanted AS MATERIALIZED (
    SELECT cell_no, code FROM form_cell WHERE code IN ('applications.other.fee_overdue.total', 'applications.new_received.total', 'proactive.fee.amount_wan')
),
cells AS (
    SELECT c.rep, max(c.value) FILTER (w.code = 'applications.other.fee_overdue.total') AS overdue,
           max(c.value) FILTER (w.code = 'applications.new_received.total') AS received,
           max(c.value) FILTER (w.code = 'proactive.fee.amount_wan') AS admin_fee
    FROM checked_cell AS c JOIN wanted AS w USING (cell_no)
    GROUP BY c.rep
),
fees AS ( -- in yuan, the largest that is said
    SELECT rep, max(yuan) AS fee_paid, arg_max(number, (yuan, -number)) AS fee_number
    FROM (SELECT rep, number, value * CASE unit WHEN '万元' THEN 10000 ELSE 1 END AS yuan FROM said WHERE code = 'processing_fee' AND NOT elsewhere)
    GROUP BY rep
)
SELECT r.rep, coalesce(s.sections, 0) AS sections, s.problems, s.other_matters, coalesce(s.overview, false) AS overview,
       coalesce(n.sentences, 0) >= threshold('R-03', 'min_sentences') AS whole_text, m.* EXCLUDE (rep, spoken, announcements), list_distinct(m.spoken) AS spoken,
       -- of several announcements the one that is wrong
       coalesce(list_filter(m.announcements, a -> a <> s.sections)[1], m.announcements[1]) AS announced, c.* EXCLUDE (rep), f.* EXCLUDE (rep),
       p.table3_numbers, p.table3_unread, p.tables,
       coalesce(q.none, false) AS says_none
FROM checked AS r
LEFT JOIN sections AS s USING (rep)
LEFT JOIN sentences AS n USING (rep)
LEFT JOIN mentions AS m USING (rep)
LEFT JOIN presence AS p USING (rep)
LEFT JOIN cells AS c USING (rep)
LEFT JOIN fees AS f USING (rep)
LEFT JOIN (SELECT rep, true AS none FROM said WHERE code = 'requests_none' AND NOT elsewhere GROUP BY rep) AS q USING (rep);

INSERT INTO judgement BY NAME
WITH found AS (
    SELECT r.rep, s.value AS key, p.number, max(p.number) OVER (PARTITION BY r.rep ORDER BY s.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM mention AS s
    JOIN checked AS r USING (report_id)
    JOIN part AS p ON p.key = s.value
    WHERE s.kind = 'section'
),
period AS (
    SELECT c.rep, nullif(regexp_extract(t.title, '20\d\d'), '') AS title_year, nullif(regexp_extract(c.period, '^20\d\d'), '') AS from_year,
           nullif(regexp_extract(c.period, '/(20\d\d)', 1), '') AS to_year, c.period, c.period_quote, c.period_at,
           -- a body begins with its first day
           regexp_matches(c.period, '-01-01/') OR coalesce(r.valid_from = r.year, FALSE) AS from_start, c.period LIKE '%-12-31' AS to_end,
           regexp_replace(replace(regexp_replace(c.period, '-0?(\d+)-0?(\d+)', '年\1月\2日', 'g'), '/', '至'), '(^|至)年', '\1', 'g') AS period_words
    FROM content AS c
    JOIN checked AS r USING (rep)
    JOIN report AS t USING (report_id)
),
judged AS (
    SELECT c.rep, 'S-01' AS rule, p.key AS instance,
           CASE WHEN f.key IS NULL OR f.number < f.before THEN 'fail' ELSE 'pass' END AS outcome,
           CASE WHEN f.key IS NOT NULL THEN 'info' WHEN p.table_no IS NULL OR list_contains(c.tables, p.table_no) THEN 'warning' END AS severity,
           NULL AS reason, CASE WHEN outcome <> 'pass' THEN MAP {'section': p.heading, 'what': CASE WHEN f.key IS NULL THEN '缺少' ELSE '次序不对：' END,
                'what_en': CASE WHEN f.key IS NULL THEN 'Missing' ELSE 'Out of order' END} END AS params, NULL AS quote, NULL AS position
    FROM content AS c CROSS JOIN part AS p
    LEFT JOIN found AS f ON f.rep = c.rep AND f.key = p.key
    WHERE c.sections > 0
    UNION ALL BY NAME
    SELECT rep, 'S-01' AS rule, '' AS instance, 'not_assessable' AS outcome, 'no_text' AS reason FROM content WHERE sections = 0
    UNION ALL BY NAME
    SELECT rep, 'S-08' AS rule, '' AS instance,
           CASE WHEN length(problems) < threshold('S-08', 'min_characters') THEN 'fail' ELSE 'pass' END AS outcome, problems AS quote
    FROM content WHERE problems IS NOT NULL
    UNION ALL BY NAME
    SELECT rep, 'S-09' AS rule, '' AS instance,
           CASE WHEN coalesce(listed, announced) <> announced OR sections > announced OR sections < announced AND announced <= 6 THEN 'fail' ELSE 'pass' END AS outcome,
           CASE WHEN outcome <> 'pass' THEN MAP {'announced': CAST(announced AS VARCHAR), 'where': CASE WHEN coalesce(listed, announced) <> announced THEN '列出' ELSE '实有' END,
                'where_en': CASE WHEN coalesce(listed, announced) <> announced THEN 'listed' ELSE 'present' END,
                'present': CAST(CASE WHEN coalesce(listed, announced) <> announced THEN listed ELSE sections END AS VARCHAR)} END AS params, parts_quote AS quote
    FROM content WHERE announced IS NOT NULL AND sections > 0
    UNION ALL BY NAME
    SELECT rep, 'S-11' AS rule, t.key AS instance,
           CASE WHEN list_contains(coalesce(topics, []), t.topic) THEN 'pass' WHEN whole_text THEN 'fail' ELSE 'not_assessable' END AS outcome,
           'no_text' AS reason, CASE WHEN outcome <> 'pass' THEN MAP {'topic': t.topic} END AS params
    FROM content, (VALUES ('proactive', '主动公开'), ('applications', '依申请公开'), ('management', '政府信息管理'),
                       ('platform', '平台建设'), ('supervision', '监督保障')) AS t (key, topic)
    WHERE overview
    UNION ALL BY NAME
    SELECT rep, 'R-01' AS rule, CAST(t.table_no AS VARCHAR) AS instance,
           CASE WHEN list_contains(coalesce(tables, []), t.table_no) THEN 'pass' ELSE 'fail' END AS outcome,
           CASE WHEN outcome <> 'pass' THEN MAP {'table': CASE t.table_no WHEN 2 THEN '二' WHEN 3 THEN '三' ELSE '四' END} END AS params
    FROM content, (VALUES (2), (3), (4)) AS t (table_no)
    UNION ALL BY NAME
    SELECT rep, 'R-02' AS rule, '' AS instance,
           CASE WHEN len(spoken) = 2 THEN 'pass' WHEN len(spoken) = 1 AND whole_text THEN 'fail' ELSE 'not_assessable' END AS outcome, 'no_text' AS reason,
           CASE WHEN outcome <> 'pass' THEN MAP {'has': CASE spoken[1] WHEN 'problem' THEN '问题' ELSE '改进措施' END, 'lacks': CASE spoken[1] WHEN 'problem' THEN '改进措施' ELSE '问题' END} END AS params
    FROM content WHERE length(problems) >= threshold('S-08', 'min_characters')
    UNION ALL BY NAME
    SELECT rep, 'R-03' AS rule, '' AS instance,
           CASE WHEN len(accounts) = 3 THEN 'pass' WHEN whole_text THEN 'fail' ELSE 'not_assessable' END AS outcome, 'no_text' AS reason,
           CASE WHEN outcome <> 'pass' THEN MAP {'lacks': array_to_string(list_filter(['工作考核', '社会评议', '责任追究'], a -> NOT list_contains(coalesce(accounts, []), a)), '、')} END AS params
    FROM content JOIN checked AS r USING (rep)
    WHERE regexp_matches(r.name, '人民政府$') AND sections > 0
    UNION ALL BY NAME
    SELECT rep, 'R-04' AS rule, '' AS instance, CASE WHEN other_matters IS NULL THEN 'fail' ELSE 'pass' END AS outcome FROM content WHERE sections > 0
    UNION ALL BY NAME
    SELECT rep, 'R-05' AS rule, '' AS instance, CASE WHEN table3_numbers > 0 THEN 'pass' WHEN table3_unread > 0 THEN 'not_assessable' ELSE 'fail' END AS outcome,
           'unreadable' AS reason
    FROM content WHERE says_none
    UNION ALL BY NAME
    SELECT rep, 'S-05' AS rule, '' AS instance,
           CASE WHEN title_year IS NULL OR from_year IS NULL THEN 'not_assessable' WHEN title_year <> from_year OR title_year <> to_year THEN 'fail' ELSE 'pass' END AS outcome,
           'no_text' AS reason, CASE WHEN outcome <> 'pass' THEN MAP {'title_year': title_year, 'period_year': CASE WHEN to_year <> from_year THEN from_year || '至' || to_year ELSE from_year END} END AS params, period_quote AS quote, period_at AS position
    FROM period
    UNION ALL BY NAME
    SELECT p.rep, 'D-07' AS rule, '' AS instance,
           CASE WHEN p.period = '' THEN 'not_assessable'
                WHEN coalesce(p.from_year, y) = y AND coalesce(p.to_year, y) = y AND from_start AND to_end THEN 'pass' ELSE 'fail' END AS outcome,
           CASE WHEN p.period IS NULL THEN 'info' WHEN coalesce(p.from_year, y) = y AND coalesce(p.to_year, y) = y THEN 'warning' END AS severity, 'no_text' AS reason,
           CASE WHEN outcome <> 'pass' THEN MAP {'what': CASE WHEN p.period IS NULL THEN '没有写明' ELSE '“' || p.period_words || '”不是' || y || '年全年' END,
                'what_en': CASE WHEN p.period IS NULL THEN 'is not stated' ELSE p.period || ' is not the whole of ' || y END} END AS params, p.period_quote AS quote, p.period_at AS position
    FROM (SELECT p.*, CAST(r.year AS VARCHAR) AS y FROM period AS p JOIN checked AS r USING (rep)) AS p
    WHERE p.period IS NOT NULL OR p.rep IN (SELECT rep FROM content WHERE whole_text)
)
SELECT j.rule, j.instance, r.report_id, r.agency_id, r.region_code, r.year, j.outcome, j.severity, j.reason, j.params, j.quote, j.position
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome <> 'pass' AND r.asked
-- passes
UNION ALL BY NAME
SELECT j.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL;

INSERT INTO judgement BY NAME
WITH judged AS (
    SELECT rep, 'T3-08' AS rule, CASE WHEN fee THEN 'pass' WHEN whole_text THEN 'fail' ELSE 'not_assessable' END AS outcome, 'no_text' AS reason,
           ['applications.other.fee_overdue.total'] AS cells, number_text(overdue) AS left_side, NULL AS right_side, CASE WHEN outcome <> 'pass' THEN MAP {'value': number_text(overdue)} END AS params
    FROM content WHERE overdue > 0
    UNION ALL BY NAME
    SELECT rep, 'F-01' AS rule, CASE WHEN fee THEN 'pass' WHEN whole_text THEN 'fail' ELSE 'not_assessable' END AS outcome, 'no_text' AS reason
    FROM content JOIN checked AS r USING (rep) WHERE r.year >= threshold('F-01', 'from_year') AND sections > 0
    UNION ALL BY NAME
    SELECT rep, 'F-02' AS rule, CASE WHEN received > threshold('F-02', 'min') OR by_volume THEN 'pass' ELSE 'fail' END AS outcome,
           ['applications.new_received.total'] AS cells, number_text(fee_paid) AS left_side, number_text(received) AS right_side,
           CASE WHEN outcome <> 'pass' THEN MAP {'left': number_text(fee_paid), 'right': number_text(received)} END AS params, fee_number
    FROM content WHERE fee_paid > 0 AND received IS NOT NULL
    UNION ALL BY NAME
    SELECT rep, 'F-03' AS rule, CASE WHEN fee_paid % threshold('F-03', 'step') = 0 THEN 'pass' ELSE 'fail' END AS outcome,
           number_text(fee_paid) AS left_side, number_text(threshold('F-03', 'step')) AS right_side,
           CASE WHEN outcome <> 'pass' THEN MAP {'left': number_text(fee_paid), 'right': number_text(threshold('F-03', 'step'))} END AS params, fee_number
    FROM content WHERE fee_paid IS NOT NULL
    UNION ALL BY NAME
    SELECT rep, 'F-04' AS rule, CASE WHEN fee_paid > admin_fee * 10000 THEN 'fail' ELSE 'pass' END AS outcome, ['proactive.fee.amount_wan'] AS cells,
           number_text(fee_paid) AS left_side, number_text(admin_fee) AS right_side,
           CASE WHEN outcome <> 'pass' THEN MAP {'left': number_text(fee_paid), 'right': number_text(admin_fee)} END AS params, fee_number
    FROM content WHERE fee_paid IS NOT NULL AND admin_fee IS NOT NULL
    UNION ALL BY NAME
    SELECT rep, 'X-15' AS rule, CASE WHEN regexp_matches(other_matters, '^(本机关|本单位)?(暂?无|没有|无)(其他需要报告的?事项|其他事项|需要报告的其他事项)?$')
                AND (coalesce(overdue, 0) > 0 OR coalesce(fee_paid, 0) > 0) THEN 'fail' ELSE 'pass' END AS outcome,
           CASE WHEN outcome <> 'pass' THEN MAP {'where': CASE WHEN coalesce(overdue, 0) > 0 THEN '表三' ELSE '正文' END} END AS params, fee_number
    FROM content WHERE other_matters IS NOT NULL
)
SELECT j.rule, '' AS instance, r.report_id, r.agency_id, r.region_code, r.year, j.outcome, j.reason, j.cells, j.left_side, j.right_side, j.params,
       x.sentence AS quote, x.position
FROM judged AS j
JOIN checked AS r USING (rep)
LEFT JOIN figure AS x ON x.report_id = r.report_id AND x.number = j.fee_number
WHERE j.outcome <> 'pass' AND r.asked
-- passes
UNION ALL BY NAME
SELECT j.rule, '' AS instance, r.region_code, r.year, 'pass' AS outcome, count(*) AS instances
FROM judged AS j
JOIN checked AS r USING (rep)
WHERE j.outcome = 'pass'
GROUP BY ALL;
