"""Data model: concepts, terms, translation units, and their JSON form."""
