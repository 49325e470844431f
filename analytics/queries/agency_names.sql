-- Names of a body: the current one first, then former ones, then aliases.
SELECT name, kind, coalesce(valid_from, 0), coalesce(valid_to, 0)
FROM agency_name
WHERE agency_id = $agency
ORDER BY list_position(['current', 'former', 'alias'], kind), coalesce(valid_from, 0), coalesce(valid_to, 9999), name;
