"""Align texts and pretranslate segments."""
