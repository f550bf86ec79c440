"""Terms over time as data, as a table for a terminal, as a page, and as plots."""
