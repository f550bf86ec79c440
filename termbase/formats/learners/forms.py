"""The forms of a Chinese term with their readings.

The form of Taiwan or Hong Kong may be another wording (柯林頓 for 克林顿), which is read otherwise
and has simplified characters of its own.
"""

from __future__ import annotations

from typing import NamedTuple

from termbase.language.script import Script, convert, fold, is_han
from termbase.model.concept import Concept, Term

_TAIWAN, _HONG_KONG = "Taiwan", "Hong Kong"


class Form(NamedTuple):
    """A form of a Chinese term.

    Attributes:
        text: The form.
        reading: Its pinyin with tone marks; empty if it has none.
        tag: The language tag (BCP 47).
        simplified: The same word in simplified characters.
        region: For a regional form where it is used: ``Taiwan``, ``Hong Kong``, or both.
    """

    text: str
    reading: str
    tag: str
    simplified: str
    region: str = ""

    @property
    def is_traditional(self) -> bool:
        """True unless it is the simplified form."""
        return self.tag != "zh-Hans"


def forms_of(concept: Concept, term: Term) -> list[Form]:
    """Return the forms of a term of a concept, the simplified one first, each once.

    A regional form that is another term of the concept is a form of that term.
    """
    others = {
        form
        for other in concept.chinese
        if other is not term
        for form in (other.text, other.traditional)
    }
    renderings = [rendering.text for rendering in concept.renderings(term)]
    found = [Form(term.text, term.pinyin, "zh-Hans", term.text)]
    if term.traditional not in ("", term.text):
        found.append(Form(term.traditional, term.pinyin, "zh-Hant", term.text))
    for text, regions in _regional_forms(term).items():
        if text in others or text in (form.text for form in found):
            continue
        reading, simplified = term.pinyin, term.text
        if fold(text) != fold(term.text):
            reading = _reading(text, term, renderings)
            simplified = convert(text, Script.SIMPLIFIED)
        tag = "zh-Hant-HK" if regions == [_HONG_KONG] else "zh-Hant-TW"
        found.append(Form(text, reading, tag, simplified, ", ".join(regions)))
    return found


def _regional_forms(term: Term) -> dict[str, list[str]]:
    """Return the regional forms of a term, each with the names of its regions."""
    found: dict[str, list[str]] = {}
    for text, region in ((term.taiwan, _TAIWAN), (term.hong_kong, _HONG_KONG)):
        if text:
            found.setdefault(text, []).append(region)
    return found


def _reading(text: str, term: Term, renderings: list[str]) -> str:
    """Return the reading of another wording: that of the term if it fits, else a generated one."""
    # They need dictionaries that take time to load, and few terms have such forms.
    from termbase.language.pinyin import known_readings, term_syllables
    from termbase.language.readings import generate

    syllables = term_syllables(text, term.pinyin)
    characters = list(filter(is_han, text))
    if syllables and all(
        syllable.lower() in known_readings(char)
        for char, syllable in zip(characters, syllables, strict=True)
    ):
        return term.pinyin
    generated = generate(text, renderings)
    is_name = term.pinyin[:1].isupper()
    return generated[:1].upper() + generated[1:] if is_name else generated
