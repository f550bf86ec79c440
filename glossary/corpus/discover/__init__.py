"""Expressions that a corpus has and the glossary lacks."""
