-- How many clocks are due cannot be known before the time is, so Postgres guesses a third of all that run, and would
-- read every incident to join them. A claim goes along the index of deadlines instead and stops at the first that is
-- not due: it costs what is due, however much runs.
ALTER FUNCTION claim_due_clocks(int) SET enable_hashjoin = off;
ALTER FUNCTION claim_due_clocks(int) SET enable_mergejoin = off;
ALTER FUNCTION claim_due_clocks(int) SET enable_sort = off;
