"""XLIFF 1.x and 2.x: segments, inline codes, states, glossary module."""
