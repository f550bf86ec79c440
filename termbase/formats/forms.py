"""Which Chinese terms of a file are written forms of one term, where the file does not say so."""

from __future__ import annotations

from collections.abc import Sequence

from termbase.language.script import Script, convert


def group_forms(texts: Sequence[tuple[str, str]]) -> list[list[int]]:
    """The places of the texts that are forms of one term, term by term.

    Those in simplified characters come first, and each takes along what converts to it.

    Args:
        texts: Each with its form, which is an attribute of a term, before it.
    """
    left = sorted(range(len(texts)), key=lambda place: texts[place][0] != "text")
    terms = []
    while left:
        term = [left.pop(0)]
        simplified = convert(texts[term[0]][1], Script.SIMPLIFIED)
        for place in list(left):
            form, text = texts[place]
            there = {texts[one][0]: texts[one][1] for one in reversed(term)}
            same = there.get(form, text) == text
            if form != "text" and same and convert(text, Script.SIMPLIFIED) == simplified:
                term.append(place)
                left.remove(place)
        terms.append(term)
    return terms


def stored_forms(texts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The forms of a term as the base has them: its attributes, ``text`` among them.

    A single regional form is the traditional one, and one that is as that is not said again.
    """
    forms: dict[str, str] = {}
    for form, text in texts:
        forms.setdefault(form, text)
    main = forms.pop("text", None) or convert(texts[0][1], Script.SIMPLIFIED)
    if not forms:
        return {"text": main}
    traditional = forms.get("traditional") or next(iter(forms.values()))
    regional = {form: text for form, text in forms.items() if text != traditional}
    return {"text": main, "traditional": traditional} | regional
