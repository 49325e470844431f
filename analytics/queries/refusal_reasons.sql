-- Reasons with the measure of their group.
SELECT group_measure, measure FROM refusal_reason ORDER BY group_order, sort_order;
