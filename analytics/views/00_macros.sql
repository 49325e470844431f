-- The formulas. Each stands here and nowhere else; all are exact: no step
-- passes through floating point.

-- part in percent of whole, six decimals, rounded half away from zero; NULL
-- unless whole is above 0. Both are DECIMAL with six decimals and are divided
-- as whole millionths (// cuts towards zero).
CREATE MACRO percent(part, whole) AS
    CASE WHEN whole > 0 THEN
        CAST((CAST(part * 1000000 AS HUGEINT) * 200000000 + CAST(sign(part) * whole * 1000000 AS HUGEINT))
             // CAST(whole * 2000000 AS HUGEINT) AS DECIMAL(30, 0)) * CAST(0.000001 AS DECIMAL(7, 6))
    END;

-- A rate exists only when its denominator is above 0.
CREATE MACRO rate(num, den) AS CASE WHEN den > 0 THEN percent(num, den) END;

-- This year against the year before; of two rates, percentage points.
CREATE MACRO change(now, before) AS now - before;

-- Value of a measure from its parts.
CREATE MACRO measure_value(kind, num, den) AS CASE WHEN kind = 'rate' THEN rate(num, den) ELSE num END;

-- Whether the parts of a measure are all there.
CREATE MACRO is_known(kind, num, den) AS num IS NOT NULL AND (kind <> 'rate' OR den IS NOT NULL);

-- How far a rate carries: tiny shows n/N only, small is marked.
CREATE MACRO sample_size(kind, den, min_base, small_base) AS
    CASE WHEN kind <> 'rate' OR den IS NULL OR den >= small_base THEN ''
         WHEN den < min_base THEN 'tiny'
         ELSE 'small' END;

-- Two comparable groups are the same quantity.
CREATE MACRO same_group(now_group, before_group) AS
    coalesce(now_group = before_group AND now_group <> 'mixed', FALSE);

-- How two years compare. An item that the form of one year does not have is a
-- break, not a missing report. known is NULL or FALSE when there is no value.
CREATE MACRO note_code(kind, min_base, now_known, now_num, now_den, now_status, now_group,
                       before_known, before_num, before_den, before_status, before_group) AS
    CASE WHEN NOT coalesce(now_known, FALSE) AND coalesce(now_status, '') <> 'not_in_edition' THEN 'missing_now'
         WHEN NOT coalesce(before_known, FALSE) AND coalesce(before_status, '') <> 'not_in_edition' THEN 'missing_prev'
         WHEN NOT same_group(now_group, before_group) THEN 'break'
         WHEN NOT now_known THEN 'missing_now'
         WHEN NOT before_known THEN 'missing_prev'
         WHEN kind = 'rate' AND (now_den < min_base OR before_den < min_base) THEN 'rate_small'
         WHEN kind = 'rate' THEN 'rate_pp'
         WHEN now_num = 0 AND before_num = 0 THEN 'both_zero'
         WHEN before_num = 0 THEN 'zero_base'
         WHEN before_num < min_base THEN 'small_base'
         ELSE 'ok' END;

-- Two totals of which some bodies are missing are compared over the bodies that
-- both have, and only when these are enough: a total must never seem to change
-- because other bodies reported. gaps says that bodies are missing.
CREATE MACRO total_note(note, gaps, same_note, same_bodies, expected, min_coverage) AS
    CASE WHEN NOT gaps OR note IN ('missing_now', 'missing_prev', 'break') THEN note
         WHEN same_bodies * 100 < min_coverage * expected THEN 'coverage'
         ELSE same_note END;

-- Which reason to name first when there is no value; 1 is a value.
CREATE MACRO status_rank(status) AS
    list_position(['reported', 'unreadable', 'absent', 'blank', 'not_applicable', 'not_in_edition',
                   'held', 'not_own', 'not_filed'], status);

-- Quartile q (1, 2, 3) of a sorted list of whole millionths, by linear
-- interpolation between neighbours, rounded down to a millionth.
CREATE MACRO quartile(sorted, q) AS
    sorted[1 + (len(sorted) - 1) * q // 4]
    + (coalesce(sorted[2 + (len(sorted) - 1) * q // 4], sorted[1 + (len(sorted) - 1) * q // 4])
       - sorted[1 + (len(sorted) - 1) * q // 4]) * ((len(sorted) - 1) * q % 4) // 4;

-- The way out to Go: whole millionths.
CREATE MACRO micro(x) AS CAST(CAST(x AS DECIMAL(38,6)) * 1000000 AS BIGINT);

-- What a note allows to be said of two values.
CREATE MACRO noted_change(note, now, before) AS
    CASE WHEN list_contains(['ok', 'small_base', 'zero_base', 'both_zero', 'rate_pp'], note) THEN change(now, before) END;
CREATE MACRO noted_percent(note, now, before) AS
    CASE WHEN note = 'ok' THEN percent(change(now, before), before) END;

-- The measures that are summed at the moment: all, but while a build does a few
-- at a time.
CREATE MACRO is_summed(measure) AS
    measure BETWEEN coalesce(getvariable('first_measure'), measure) AND coalesce(getvariable('last_measure'), measure);
