-- Changes of form or law that charts mark.
SELECT year, kind, topic, label_zh, note_zh FROM series_break ORDER BY year, kind, topic;
