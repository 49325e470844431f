-- Reforms that touch any of the given bodies.
SELECT coalesce(e.predecessor_id, ''), coalesce(p.name, ''), coalesce(e.successor_id, ''), coalesce(s.name, ''),
       strftime(e.effective_date, '%Y-%m-%d'), year(e.effective_date), e.kind, coalesce(e.note, ''),
       coalesce(e.source_url, ''), e.verified
FROM agency_event AS e
LEFT JOIN agency AS p ON p.agency_id = e.predecessor_id
LEFT JOIN agency AS s ON s.agency_id = e.successor_id
WHERE e.predecessor_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
   OR e.successor_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
ORDER BY e.effective_date, p.sort_order, s.sort_order, e.predecessor_id, e.successor_id, e.kind;
