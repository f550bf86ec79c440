"""Simplified and traditional characters: folding, conversion, detection.

Finding works on *folded* text: every character is replaced by one character, so that offsets
are those of the original text. Forms for display are made by OpenCC's phrase conversion, which
knows that 发 is 發 in 发展 and 髮 in 头发.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from termbase.derived import DerivedFile, checksum_of, source_of
from termbase.language import glyphs
from termbase.patterns import compiled
from termbase.versions import version_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from opencc import OpenCC

# Unified ideographs with their extensions, the compatibility block, and 〇.
HAN_BLOCKS = (
    ("\u4e00", "\u9fff"),
    ("\u3400", "\u4dbf"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U000323af"),
    ("\u3007", "\u3007"),
)
# The same as a character class of regular expressions, without its brackets.
HAN = "".join(f"{first}-{last}" for first, last in HAN_BLOCKS)

# Quotation marks in Chinese terms, as in “十四五”规划, each before the one that closes it. Those of
# titles (《》) are part of the meaning.
QUOTES = '“”‘’「」『』〝〞﹁﹂﹃﹄｢｣""＂＂'
# Invisible characters within words: soft hyphens, zero-width characters, byte order marks.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

# From this many characters on, arrays are faster than loops; and from so many, worth loading numpy.
SHORT, LONG = 400, 50_000
# In Taiwan 著 is also written for 着, and 么 for 幺; in simplified text both are other characters.
_KEPT = frozenset("著么")
# Characters that stand for another one in every word.
_GLYPHS = glyphs.RADICALS | glyphs.TYPE_VARIANTS | glyphs.CIRCLES
_MARKS = glyphs.DOTS | glyphs.DASHES
_USUAL_GLYPHS = str.maketrans(glyphs.TYPE_VARIANTS)


class Script(StrEnum):
    """The script of a Chinese text: an ISO 15924 code, with a region that has its own spelling."""

    SIMPLIFIED = "Hans"
    TRADITIONAL = "Hant"
    TAIWAN = "Hant-TW"
    HONG_KONG = "Hant-HK"


_TO = {
    Script.SIMPLIFIED: "t2s",
    Script.TRADITIONAL: "s2t",
    Script.TAIWAN: "s2tw",
    Script.HONG_KONG: "s2hk",
}

# Characters that are printed in traditional text as well, as glyphs of the same character.
_BOTH = frozenset("内别册没黄强户温税吴吕虚教青真值清着厘恒庄栅")
# The first byte of the last characters of Big5's level 1, the more common ones.
_LAST_OF_LEVEL_1 = 0xC6

_NOT_CONVERTIBLE = "([\ud800-\udfff\0]+)"


def fold(text: str) -> str:
    """Return a text with each character in one form: simplified, half-width, not compatibility.

    The result has as many code points as the text; folding it again changes nothing.
    """
    if arrays_pay(len(text)):
        return text_of(folded_codes(codes(text)))
    return text.translate(_folding())


def arrays_pay(size: int) -> bool:
    """Return True if a text of so many characters is processed faster with arrays.

    Loading numpy takes as long as a loop over some texts of a few pages.
    """
    return size >= LONG or (size >= SHORT and "numpy" in sys.modules)


def codes(text: str) -> npt.NDArray[np.uint32]:
    """Return the code points of a text."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(codes: npt.NDArray[np.uint32]) -> str:
    """Return the text of code points."""
    return str(codes.data, "utf-32-le", "surrogatepass")


def folded_codes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Return the code points of a folded text for those of the text."""
    return _folding_table().take(codes)


def convert(text: str, to: Script) -> str:
    """Convert a text to a script; characters that are in it already are kept.

    Traditional characters are chosen word by word, since the phrases of OpenCC reach over the ends
    of words: 被發布, not 被髮布. Traditional text is first made simplified on the way to the
    spelling of a region.
    """
    if to is Script.SIMPLIFIED:
        return _simplify(text)
    if to in (Script.TAIWAN, Script.HONG_KONG):
        text = _simplify(text)
    mode = _TO[to]
    # Its words and names take time to import, and finding does without.
    from termbase.language.conversion import parts

    return "".join(part if is_kept else _convert(part, mode) for part, is_kept in parts(text))


def _simplify(text: str) -> str:
    if detect_script(text) is Script.SIMPLIFIED:
        return _convert(text, "t2s")
    text = text.translate(_USUAL_GLYPHS)
    from termbase.language.conversion import with_simplified_variants

    return with_simplified_variants(text, _convert(text, "tw2s"))


def _convert(text: str, mode: str) -> str:
    if not any(map(is_han, text)):
        return text
    # OpenCC accepts neither lone surrogates nor text after a NUL.
    if len(pieces := compiled(_NOT_CONVERTIBLE).split(text)) > 1:
        return "".join(_convert(piece, mode) for piece in pieces)
    converted: str = _converter(mode).convert(text)
    return converted


def count_scripts(text: str) -> tuple[int, int]:
    """Count the characters that only simplified and that only traditional script has."""
    counts: Counter[Script | None] = Counter()
    for char, count in _characters(text):
        counts[_script_of(char)] += count
    return counts[Script.SIMPLIFIED], counts[Script.TRADITIONAL]


def _characters(text: str) -> Iterable[tuple[str, int]]:
    """Return the characters of a text with the number of times that each is in it."""
    if not arrays_pay(len(text)):
        return Counter(text).items()
    import numpy as np

    counts = np.bincount(codes(text))
    return [(chr(code), int(counts[code])) for code in np.flatnonzero(counts)]


def detect_script(text: str) -> Script | None:
    """Return the script that most of a text is in, or None if neither has more characters."""
    simplified, traditional = count_scripts(text)
    if simplified == traditional:
        return None
    return Script.SIMPLIFIED if simplified > traditional else Script.TRADITIONAL


@cache
def only_in(script: Script) -> frozenset[str]:
    """Return the characters of one script that texts in the other one do not have.

    Those that Big5 has among its less common ones (level 2), such as 与 and 万, are rare or
    archaic in traditional text.
    """
    chars = [chr(code) for code in range(0x4E00, 0xA000)]
    if script is Script.SIMPLIFIED:
        found = (char for char in chars if char in _simplified() and not _is_common_in_big5(char))
        return frozenset(char for char in found if _convert(char, "s2t") != char) - _BOTH
    return frozenset(char for char in chars if _script_of(char) is Script.TRADITIONAL)


def _is_common_in_big5(char: str) -> bool:
    return _encodable(char, "big5") and char.encode("big5")[0] <= _LAST_OF_LEVEL_1


def is_han(char: str) -> bool:
    """Return True if a character is a 汉字 of any block."""
    # Nearly all are in the first block, and the classes of regular expressions are slow to compile.
    return "\u4e00" <= char <= "\u9fff" or any(first <= char <= last for first, last in HAN_BLOCKS)


def han_share(text: str) -> float:
    """Return the share of 汉字 in a text, from 0 to 1."""
    return len(re.findall(f"[{HAN}]", text)) / (len(text) or 1)


@cache
def _folding_table() -> npt.NDArray[np.uint32]:
    """Return a table from each code point to the folded one."""
    import numpy as np

    table = np.arange(0x110000, dtype="<u4")
    pairs = _folding()
    table[list(pairs)] = list(map(ord, pairs.values()))
    return table


@cache
def _folding() -> Mapping[int, str]:
    pairs = str(FOLDING_FILE.content(), "utf-8").split("\n")
    return {ord(pair[0]): pair[1] for pair in pairs if pair}


def _write_folding(path: Path) -> None:
    """Write one pair per line: a character and the one it is folded to."""
    folded = {char: unicodedata.normalize("NFKC", char) for char in _candidates()}
    folded = {char: _GLYPHS.get(form, form) for char, form in folded.items() if len(form) == 1}
    # Each character on a line of its own, so that OpenCC converts no phrases.
    for mode in ("t2s", "hk2s", "tw2s"):
        forms = _converter(mode).convert("\n".join(folded.values())).split("\n")
        for char, form in zip(folded, forms, strict=True):
            if len(form) == 1 and folded[char] not in _KEPT:
                folded[char] = form
    # A few results can be folded again; following them makes folding idempotent.
    for char in folded:
        while (form := folded[char]) != folded.get(form, form):
            folded[char] = folded[form]
    folded |= _MARKS
    pairs = (char + form for char, form in folded.items() if char != form)
    path.write_text("\n".join(pairs), encoding="utf-8", newline="\n")


def _candidates() -> list[str]:
    blocks = [(0x2E80, 0x2FD6), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFADA)]
    blocks += [(0xFF01, 0xFF66), (0x20000, 0x323B0)]
    return [*_GLYPHS, *(chr(code) for start, end in blocks for code in range(start, end))]


def _versions() -> Iterator[str]:
    """Yield the versions of everything that the table of folded characters depends on."""
    yield unicodedata.unidata_version
    yield version_of("opencc")
    library = find_spec("opencc")
    if library and library.origin:
        # Some systems replace the dictionaries of the package.
        for path in sorted(Path(library.origin).parent.glob("clib/share/opencc/[HT]*.ocd2")):
            yield f"{path.name} {checksum_of(path)}"


FOLDING_FILE = DerivedFile(
    "folding.txt",
    _write_folding,
    inputs=lambda: source_of(Path(__file__), Path(glyphs.__file__)),
    versions=_versions,
)


@lru_cache(maxsize=1 << 14)
def _script_of(char: str) -> Script | None:
    """Return the only script with a character, by the basic character sets GB 2312 and Big5."""
    if not is_han(char):
        return None
    if fold(char) != char:
        return None if _encodable(char, "gb2312") else Script.TRADITIONAL
    if char in _simplified() and not _encodable(char, "big5"):
        return Script.SIMPLIFIED
    return None


@cache
def _simplified() -> frozenset[str]:
    """Return the characters that others are folded to."""
    return frozenset(_folding().values())


def _encodable(char: str, encoding: str) -> bool:
    try:
        return bool(char.encode(encoding))
    except UnicodeEncodeError:
        return False


@cache
def _converter(mode: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(mode)
