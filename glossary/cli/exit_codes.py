"""Exit codes of the command; 0 is done and clean, 2 (from click) is wrong usage."""

NOTHING_FOUND = 1
BAD_INPUT = 3
# As a shell reports a process that SIGINT has ended.
INTERRUPTED = 130
