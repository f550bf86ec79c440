"""XML helpers: hardened parsing and splicing at byte offsets."""
