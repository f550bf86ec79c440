"""What readers see: one module a format."""
