-- What this version holds.
SELECT v.program, v.built_from, v.digest,
       (SELECT count(DISTINCT region_code) FROM region),
       (SELECT count(*) FROM agency WHERE registered), (SELECT count(*) FROM agency WHERE NOT registered),
       (SELECT count(*) FROM report WHERE is_current), (SELECT count(*) FROM report),
       (SELECT count(*) FROM observation),
       (SELECT count(DISTINCT source_sha256) FROM held), (SELECT count(*) FROM rejected),
       coalesce((SELECT min(year) FROM report), 0), coalesce((SELECT max(year) FROM report), 0),
       coalesce((SELECT bool_or(simulated) FROM agency), FALSE), coalesce((SELECT bool_and(simulated) FROM agency), FALSE)
FROM version AS v;
