"""The signature of what is put into a Word document, by which it is found again."""

from __future__ import annotations

AUTHOR, INITIALS = "glossary", "zg"
BOOKMARK = "_zg_"
INDEX_BOOKMARK = f"{BOOKMARK}index"
# Revision identifiers of runs: of the rest of a text and of a run that was split, of a run that is
# ours, and of one with the reading of what is in it.
SPLIT_TEXT, SPLIT_RUN, OWN, RUBY = "007A6701", "007A6702", "007A6703", "007A6704"
SIGNATURES_START = "007A670"
# The kinds of parts with notes, and the element of a note.
NOTES = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}
# The identifiers of relationships of ours in a part that is new begin so.
NEW_ID = "zgNew"
