-- Held files, one row a reason.
SELECT h.source_sha256, h.file_name, coalesce(h.agency_id, ''), coalesce(nullif(h.agency_name, ''), a.name, ''),
       coalesce(a.region_code, ''), coalesce(h.year, 0), coalesce(a.simulated, FALSE),
       h.code, h.place, h.message, h.candidates
FROM held AS h
LEFT JOIN agency AS a ON a.agency_id = h.agency_id
ORDER BY coalesce(h.year, 0), coalesce(a.sort_order, 0), h.agency_name, h.file_name, h.source_sha256, h.code, h.place, h.message;
