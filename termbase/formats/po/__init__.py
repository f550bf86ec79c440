"""Gettext PO: parser and in-place filling."""
