"""Notes beside or in the line: what a term means in a few words, for who reads on.

The text of a note is in attributes and shown by the style sheet, so that it is neither copied with
the text nor in the way of a search in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from glossary.annotate import Annotation
from termbase.language.pinyin import plain
from termbase.model.concept import Language, Term
from termbase.patterns import compiled

_PERSON = "person"
# As much of a gloss as a note in the margin has room for.
_LONGEST = 88
# What is cut at a comma is at least so long.
_SHORTEST = 24
# A full stop after a capital or after one letter is that of an abbreviation.
_CLAUSE = r"[;:]|(?<=[a-z0-9’”)]{2})\.(?=\s|$)| – "
# Words that a cut does not leave at the end.
_DANGLING = frozenset(
    """
    a after and as at before but by during for from had has he her his in into its of on or over she
    since that the their to under until was when where who whose with
    """.split()
)


def note(
    annotation: Annotation, *, chinese: str, is_traditional: bool, in_line: bool, is_close: bool
) -> str:
    """Return the note of an annotation as HTML; empty if there is nothing to say.

    Args:
        annotation: The annotation.
        chinese: The BCP 47 tag of the Chinese in the text.
        is_traditional: True if the text is in traditional characters.
        in_line: True for a note that follows the term in the line, false for one in the margin.
        is_close: True if a punctuation mark follows, before which there is to be no blank.
    """
    parts = list(_parts(annotation, chinese, is_traditional=is_traditional))
    if not parts:
        return ""
    from_chinese = annotation.term.language is Language.CHINESE
    word = _text("b", chinese if from_chinese else "en", " ".join(annotation.text.split()))
    kind = f"zg-gloss zg-inline{' zg-close' * is_close}" if in_line else "zg-gloss"
    content = "".join(parts if in_line else [word, *parts])
    return f'<small data-zg="drop" class="{kind}">{content}</small>'


def brief(gloss: str) -> str:
    """Return the beginning of a gloss: its first clause, cut at a comma or word if it is long."""
    end = compiled(_CLAUSE).search(gloss)
    clause = gloss[: end.start()] if end else gloss.rstrip(".")
    if len(clause) <= _LONGEST:
        return clause
    head = clause[: _LONGEST + 1]
    if (comma := head.rfind(", ")) >= _SHORTEST:
        return head[:comma]
    words = head.split(" ")[:-1]
    while words and words[-1].rstrip(",").lower() in _DANGLING:
        del words[-1]
    return f"{' '.join(words).rstrip(',') or clause[:_LONGEST]} …"


def _parts(annotation: Annotation, chinese: str, *, is_traditional: bool) -> Iterator[str]:
    """Yield the translation of a term and, for a person, who that is."""
    mention, concept = annotation.mentions[0], annotation.concept
    who = brief(concept.gloss) if concept.kind == _PERSON and concept.gloss else ""
    if mention.language is Language.ENGLISH:
        if (term := mention.chinese) is None:
            return
        form = (is_traditional and term.traditional) or term.text
        yield _text("span", chinese, form)
        # In a name the letters of the text are its pinyin already.
        if term.pinyin and not (who and _is_name_in_pinyin(annotation.text, term)):
            yield _text("i", "zh-Latn-pinyin", term.pinyin)
    elif (english := mention.rendering) and not (
        who and _is_name_in_pinyin(english.text, mention.term)
    ):
        yield _text("span", "en", english.text)
    if who:
        yield _text("span", "en", who, "zg-who")


def _is_name_in_pinyin(name: str, term: Term) -> bool:
    return plain(name) == plain(term.pinyin)


def _text(tag: str, language: str, text: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<{tag}{name} lang="{language}" data-zg-text="{escape(text)}"></{tag}>'
