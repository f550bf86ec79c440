"""Formats of programs for readers and learners, which are written only."""
