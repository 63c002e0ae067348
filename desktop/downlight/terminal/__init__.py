"""The command line: the same engine where there is no screen, and for scripts."""
