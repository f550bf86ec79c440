"""Subtitles: SubRip, WebVTT and (Advanced) SubStation Alpha, as texts with cues."""
