-- What the statements of every batch ask: how a number is written, the
-- thresholds, the messages, the cells of the form.

-- A DECIMAL with decimals in words: 12, -3, 0.092.
CREATE TEMP MACRO number_text(number) AS rtrim(rtrim(CAST(number AS VARCHAR), '0'), '.');

-- A threshold of a rule.
SET VARIABLE thresholds = (SELECT map_from_entries(list((rule || ' ' || name, CAST(value AS DECIMAL(38, 6))))) FROM rule_threshold);
CREATE TEMP MACRO threshold(of_rule, of_name) AS getvariable('thresholds')[of_rule || ' ' || of_name];

-- Fills the {placeholders} of a message; one without a value keeps its name.
CREATE TEMP MACRO filled(template, params) AS
    split_part(template, '{', 1) || coalesce(array_to_string(list_transform(string_split(template, '{')[2:],
        part -> coalesce(params[split_part(part, '}', 1)], '{' || split_part(part, '}', 1) || '}')
                || substr(part, position('}' IN part) + 1)), ''), '');

-- The equations know the rows of table 3 with their numbers and the blocks of
-- table 4. A stock is no quantity of the year.
CREATE TEMP TABLE form_cell AS
WITH named AS (
    SELECT DISTINCT substr(rule, 2, 1) AS table_no, instance, instance_zh FROM equation WHERE rule IN ('T3-01', 'T4-01', 'T4-02', 'T4-03')
)
SELECT CAST(c.rowid AS SMALLINT) AS cell_no, c.*,
       coalesce(r.instance_zh, c.row_label) AS row_name,
       CASE c.table_no WHEN 4 THEN g.instance_zh || '·' || c.col_label WHEN 3 THEN '“' || row_name || '”行' || c.col_label || '列'
            ELSE '“' || row_name || '”' || c.col_label END AS cell_name,
       NOT (suffix(c.code, 'in_force') OR suffix(c.code, 'public_total_2019') OR suffix(c.code, 'items_prev_2019')) AS is_flow
FROM cell AS c
LEFT JOIN named AS r ON c.table_no = 3 AND r.table_no = '3' AND r.instance = c.row_code
LEFT JOIN named AS g ON c.table_no = 4 AND g.table_no = '4' AND g.instance = c.col_group;
