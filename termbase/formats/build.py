"""Build the terms and examples of a concept from the texts of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from termbase.formats.status import default_status
from termbase.language.script import Script, convert
from termbase.model.concept import Example, Language, Term
from termbase.model.tags import Variety

__all__ = ["chinese_terms", "english_terms", "group_forms", "paired_examples", "stored_forms"]


def group_forms(texts: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Group Chinese texts that are written forms of one term.

    Simplified texts come first; each takes the texts that convert to it.

    Args:
        texts: Pairs of a form (an attribute of :class:`Term`) and a text.

    Returns:
        For each term the indices of its texts, from 0.
    """
    remaining = sorted(range(len(texts)), key=lambda index: texts[index][0] != "text")
    terms = []
    while remaining:
        term = [remaining.pop(0)]
        simplified = convert(texts[term[0]][1], Script.SIMPLIFIED)
        for index in list(remaining):
            form, text = texts[index]
            grouped = {texts[member][0]: texts[member][1] for member in reversed(term)}
            fits = grouped.get(form, text) == text
            if form != "text" and fits and convert(text, Script.SIMPLIFIED) == simplified:
                term.append(index)
                remaining.remove(index)
        terms.append(term)
    return terms


def stored_forms(texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the fields of a term that hold its forms; ``text`` is always among them.

    Without a traditional form the first regional one becomes it, rather one in the characters of
    the simplified form; a regional form equal to the traditional one is left out. Simplified
    characters that had to be converted are marked as generated.

    Args:
        texts: Pairs of a form and a text, all of one term.
    """
    forms: dict[str, str] = {}
    for form, text in texts:
        forms.setdefault(form, text)
    given = forms.pop("text", "")
    if not forms:
        return {"text": given}
    fields: dict[str, Any] = {"text": given or convert(texts[0][1], Script.SIMPLIFIED)}
    regional = [text for text in forms.values() if convert(text, Script.SIMPLIFIED) == given]
    traditional = forms.get("traditional") or next(iter((*regional, *forms.values())))
    fields["traditional"] = traditional
    fields |= {form: text for form, text in forms.items() if text != traditional}
    return fields if given else fields | {"generated": ("simplified",)}


def chinese_terms(
    texts: Sequence[tuple[Variety, str]],
) -> Iterator[tuple[list[int], dict[str, Any]]]:
    """Yield for each Chinese term the indices of its texts, from 0, and the fields of its forms.

    Args:
        texts: Pairs of a variety of Chinese and a text.
    """
    forms = [(variety.form(text), text) for variety, text in texts]
    for indices in group_forms(forms):
        yield indices, stored_forms([forms[index] for index in indices])


def english_terms(texts: Sequence[str]) -> list[Term]:
    """Return English terms in their order without repetition, the first one preferred."""
    return [
        Term(Language.ENGLISH, text, status=default_status(position))
        for position, text in enumerate(dict.fromkeys(texts))
    ]


def paired_examples(chinese: Sequence[str], english: Sequence[str]) -> tuple[Example, ...]:
    """Pair the examples of both languages in their order; none if their numbers differ."""
    if len(chinese) != len(english):
        return ()
    return tuple(map(Example, chinese, english))
