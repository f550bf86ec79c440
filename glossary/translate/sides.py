"""Check that two texts can be a text and its translation: one in Chinese, the other in English."""

from __future__ import annotations

from termbase.errors import InputError
from termbase.language.script import han_share
from termbase.model.concept import Language

# A text in Chinese consists of 汉字 mostly, one in English has hardly any. Between these are short
# texts with names or addresses, which may be either.
_CHINESE, _ENGLISH = 0.5, 0.02
_NAMES = {Language.CHINESE: "Chinese", Language.ENGLISH: "English"}


def common_language(source: str, target: str) -> Language | None:
    """Return the language that two texts are both in; None if they are not beyond doubt."""
    if not all(any(map(str.isalpha, text)) for text in (source, target)):
        return None
    shares = sorted(map(han_share, (source, target)))
    if shares[0] > _CHINESE:
        return Language.CHINESE
    return Language.ENGLISH if shares[1] < _ENGLISH else None


def check_languages(source: tuple[str, str], target: tuple[str, str]) -> None:
    """Check a text and its translation.

    Args:
        source: The name of the text, and the text.
        target: The same of the translation.

    Raises:
        InputError: If one of them is empty, or both are in the same language.
    """
    for name, text in (source, target):
        if not text.strip():
            raise InputError(f"{name}: not a text: there is no sentence in it")
    (name, text), (other, translation) = source, target
    if language := common_language(text, translation):
        raise InputError(
            f"{name} and {other} are both in {_NAMES[language]}; name a text and its translation"
        )
