CREATE VIEW outcome AS
SELECT * FROM (VALUES
    (1, 'applications.outcome.disclosed_or_partial.total'),
    (2, 'applications.refused.subtotal.total'),
    (3, 'applications.unavailable.subtotal.total'),
    (4, 'applications.unprocessed.subtotal.total'),
    (5, 'applications.other.subtotal.total')
) AS v (sort_order, measure);
COMMENT ON VIEW outcome IS 'The five groups of results, in fixed order; each request ends in one of them';
COMMENT ON COLUMN outcome.sort_order IS 'Order';
COMMENT ON COLUMN outcome.measure IS 'Measure of the group';
