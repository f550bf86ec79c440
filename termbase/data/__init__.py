"""The built-in terms, one hand-written file a subject."""
