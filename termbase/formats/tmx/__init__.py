"""TMX 1.1 to 1.4b: streaming reader and writer."""
