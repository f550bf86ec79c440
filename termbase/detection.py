"""Tell the encoding of bytes that do not name it, by the text that they are in it."""

from __future__ import annotations

import codecs
import re

from termbase.charsets import declared_label, is_seven_bit
from termbase.patterns import compiled

_HAN = "[\u4e00-\u9fff]"
# Characters that tell something about the encoding: all but ASCII, and the punctuation and
# full-width forms that Chinese text has in every encoding, and pinyin.
_TELLING = (
    "[^\x00-\x7f\u00b7\u00d7\u2010-\u2027\u3000-\u301f\ufe30-\ufe4f\uff00-\uff60"
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]"
)
# Escapes of encodings that are ASCII: HZ (RFC 1843) and ISO 2022.
_ESCAPE = re.compile(rb"~\{|\x1b[$(]")
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Text in the right encoding consists nearly all of the characters that its standard puts first.
_COMMON = 0.85
# Half of the bytes of Chinese in GB 2312 are not of Hangul; a text of so many different characters
# that has nearly all of them inside is Korean.
_HANGUL = 0.98
_MIN_HANGUL = 30
# The share of control characters from which valid UTF-8 with a NUL is not a text. In UTF-16 that is
# valid UTF-8 about half of the characters are NULs.
_MAX_CONTROL = 0.15
# The number of characters that an encoding is judged by.
_SAMPLE = 100_000


def is_text(text: str) -> bool:
    """Return whether valid UTF-8 is a text: a stray NUL is an error in it, many are other data."""
    sample = text[:_SAMPLE]
    return "\0" not in sample or len(_CONTROL.findall(sample)) < _MAX_CONTROL * len(sample)


def seven_bit_label(data: bytes, whole: bool) -> str:
    """Return the label of the encoding that ASCII is if it has escapes; empty if it is none."""
    if not (data.isascii() and _ESCAPE.search(data)):
        return ""
    if is_seven_bit(declared := declared_label(data)):
        return declared
    text = try_decode(data, "hz", whole) if _HZ.search(data) else None
    return "hz" if text and _common_share(text, "hz") > _COMMON else ""


def guess(data: bytes, whole: bool) -> tuple[str, str] | None:
    """Return a text and its encoding: EUC-KR, GB18030, Big5 or UTF-16; None if it makes no sense.

    Args:
        data: Bytes that are not UTF-8.
        whole: False for the beginning of a file, whose last character may be cut in two.
    """
    if (korean := try_decode(data, "cp949", whole)) and _is_korean(korean):
        return korean, "cp949"
    guesses = [
        (share, codec, text)
        for codec in ("gb18030", "cp950", "utf-16-le", "utf-16-be")
        if (text := try_decode(data, codec, whole)) is not None
        and (share := _common_share(text, codec)) > _COMMON
    ]
    if not guesses:
        return None
    _, codec, text = max(guesses)
    return text, codec


def decoded(data: bytes, encoding: str, whole: bool) -> str:
    """Return the text of bytes; if not whole, without a last character that is cut in two."""
    return codecs.getincrementaldecoder(encoding)().decode(data, final=whole)


def try_decode(data: bytes, encoding: str, whole: bool) -> str | None:
    """Return the text of bytes, or None if they are not in an encoding."""
    try:
        return decoded(data, encoding, whole)
    except UnicodeDecodeError:
        return None


def _common_share(text: str, encoding: str) -> float:
    """Return the share of common 汉字 among all characters that tell something."""
    sample = text[:_SAMPLE]
    if not re.search(_HAN, sample) or _CONTROL.search(sample):
        return 0.0
    telling = compiled(_TELLING).findall(sample)
    standards = {"cp950": ("big5",)}.get(encoding, ("gb2312", "big5"))
    common = (sum(_is_first_level(char, name) for char in telling) for name in standards)
    return max(common) / len(telling)


def _is_korean(text: str) -> bool:
    """Return whether a text is nearly all Hangul, and not a few repeated characters."""
    telling = compiled(_TELLING).findall(text[:_SAMPLE])
    hangul = [char for char in telling if "가" <= char <= "힣"]
    return len(set(hangul)) >= _MIN_HANGUL and len(hangul) > _HANGUL * len(telling)


def _is_first_level(char: str, standard: str) -> bool:
    """Return whether a character is in the first, common part of GB 2312 or Big5."""
    code = char.encode(standard, errors="ignore")
    first, last = (0xB0, 0xD7) if standard == "gb2312" else (0xA4, 0xC6)
    return len(code) == 2 and first <= code[0] <= last
