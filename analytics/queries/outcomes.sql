-- The five groups of results, then the total that reports print.
SELECT measure FROM (
    SELECT sort_order, measure FROM outcome
    UNION ALL
    SELECT 1000, 'applications.outcome.total.total'
) ORDER BY sort_order;
