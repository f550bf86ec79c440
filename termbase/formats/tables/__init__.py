"""Tabular formats: CSV, TSV, Excel, pair lists, UTX, CC-CEDICT."""
