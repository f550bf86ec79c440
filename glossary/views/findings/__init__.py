"""Findings of a check as text, JSON and reports, one module a format."""
