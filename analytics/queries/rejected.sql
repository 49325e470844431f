-- Sources that are no readable report.
SELECT source_sha256, file_name, code, place, message, hint
FROM rejected
ORDER BY file_name, source_sha256;
