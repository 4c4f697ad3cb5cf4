-- The matrix is counted from what lists keep in memory: its index would only slow every change of a stage.
DROP INDEX listing_by_levels;
