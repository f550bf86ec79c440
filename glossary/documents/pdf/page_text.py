"""The characters of a PDF file with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from termbase.errors import InputError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# PDFium is not made for threads.
_LOCK = Lock()
_PASSWORD, _SECURITY = "password", "security"
# What PDFium gives for a hyphen at the end of a line, and soft hyphens.
_HYPHENS = ("\x02", "\ufffe", "\xad")
# The share of the height of a character within which two of the same are one, drawn twice for bold.
_NEAR = 0.12
WIDE_MARKS = frozenset("，。、；：！？「」『』（）《》〈〉“”‘’…—")
# The block of Korean syllables, whose words have blanks between them.
_KOREAN = re.compile("[\uac00-\ud7a3]")


class Box(NamedTuple):
    """A box in the direction of reading of its text.

    Attributes:
        start: Where it begins along the line.
        bottom: Its lower edge across the line.
        end: Where it ends along the line.
        top: Its upper edge.
    """

    start: float
    bottom: float
    end: float
    top: float

    @property
    def height(self) -> float:
        """Its height, which is that of the font."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page.

    Attributes:
        text: The character.
        index: Its number on the page, from 0; some characters have two.
        end: The number after it.
        box: Its box in the direction of reading.
        turn: The quarter turns of that direction, counter-clockwise.
        has_space: True if there is a blank before it.
    """

    text: str
    index: int
    end: int
    box: Box
    turn: int
    has_space: bool


def is_wide(character: str) -> bool:
    """Return True for a character of Chinese or Japanese, which has no blanks around it."""
    is_full = unicodedata.east_asian_width(character) in "WF"
    return character in WIDE_MARKS or (is_full and not _KOREAN.match(character))


@contextmanager
def opened(data: bytes, name: str) -> Iterator[PdfDocument]:
    """Open a PDF file with an empty password.

    Raises:
        InputError: If it is damaged, or needs a password; if PDFium is not installed.
    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        raise InputError(
            f'{name}: PDF needs pypdfium2 and pypdf: pip install "zh-en-glossary[documents]"'
        ) from None
    with _LOCK:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            reason = str(error).lower()
            if _PASSWORD in reason or _SECURITY in reason:
                raise InputError(f"{name}: encrypted; save it without a password") from None
            raise InputError(f"{name}: not a PDF file, or damaged; copy or save it again") from None
        try:
            yield document
        finally:
            document.close()


class Page:
    """A page of an open file.

    Args:
        document: The file.
        number: The number of the page, from 0.
        name: The name of the file in messages.

    Raises:
        InputError: If the page is damaged.
    """

    def __init__(self, document: PdfDocument, number: int, name: str) -> None:
        import pypdfium2.raw as pdfium
        from pypdfium2 import PdfiumError

        self._pdfium = pdfium
        try:
            self._page = document[number]
            self._text = self._page.get_textpage()
        except PdfiumError:
            raise InputError(f"{name}: page {number + 1} is damaged; save it again") from None

    def __enter__(self) -> Page:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()
        self._page.close()

    @property
    def count(self) -> int:
        """The number of characters, with those that PDFium puts in for blanks and line ends."""
        count: int = self._text.count_chars()
        return count

    def glyphs(self) -> list[Glyph]:
        """Return the characters in the order of the file.

        What is drawn twice at one place is given once, and blanks are not given.
        """
        pdfium, found = self._pdfium, list[Glyph]()
        drawn: dict[tuple[str, int], list[Box]] = {}
        rect = pdfium.FS_RECTF()
        count, has_space, index = self.count, False, 0
        while index < count:
            text, end = _character(pdfium, self._text, index)
            start, index = index, end
            if text.isspace() or text == "\0":
                has_space = True
                continue
            turn = _turn(pdfium.FPDFText_GetCharAngle(self._text, start))
            box = _box(pdfium, self._text, start, turn, rect)
            if box is not None and not _is_drawn(drawn, text, box):
                found.append(Glyph(text, start, end, box, turn, has_space))
                has_space = False
        return found

    def annotation_names(self) -> Iterator[tuple[str, str]]:
        """Yield the author and the name of each annotation (the keys T and NM)."""
        for index in range(self._pdfium.FPDFPage_GetAnnotCount(self._page)):
            annotation = self._pdfium.FPDFPage_GetAnnot(self._page, index)
            if annotation:
                author, name = (
                    _annotation_text(self._pdfium, annotation, key) for key in (b"T", b"NM")
                )
                self._pdfium.FPDFPage_CloseAnnot(annotation)
                yield author, name


def _annotation_text(pdfium: Any, annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    target = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, target, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _character(pdfium: Any, page: Any, index: int) -> tuple[str, int]:
    """Return a character and the number after it; those above U+FFFF may be two."""
    code = pdfium.FPDFText_GetUnicode(page, index)
    if 0xD800 <= code < 0xDC00:
        low = pdfium.FPDFText_GetUnicode(page, index + 1)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)), index + 2
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd", index + 1
    text = chr(code)
    if text in _HYPHENS:
        return "-", index + 1
    return text if text.isprintable() or text.isspace() or not code else "\ufffd", index + 1


def _turn(angle: float) -> int:
    # PDFium measures it clockwise.
    return -round(angle / (math.pi / 2)) % 4


def _box(pdfium: Any, page: Any, index: int, turn: int, rect: Any) -> Box | None:
    if not pdfium.FPDFText_GetLooseCharBox(page, index, rect) or rect.top == rect.bottom:
        sides = [ctypes.c_double() for _ in range(4)]
        if not pdfium.FPDFText_GetCharBox(page, index, *sides):
            return None
        left, right, bottom, top = (side.value for side in sides)
    else:
        left, right, bottom, top = rect.left, rect.right, rect.bottom, rect.top
    if left > right:
        left, right = right, left
    if bottom > top:
        bottom, top = top, bottom
    # No comparison is true of a float that is not a number.
    if not bottom < top or not math.isfinite(left + right + bottom + top):
        return None
    return to_reading(left, bottom, right, top, turn)


def to_reading(left: float, bottom: float, right: float, top: float, turn: int) -> Box:
    """Return a box of the page as one in the direction of reading."""
    if turn == 0:
        return Box(left, bottom, right, top)
    if turn == 1:
        return Box(bottom, -right, top, -left)
    return Box(-right, -top, -left, -bottom) if turn == 2 else Box(-top, left, -bottom, right)


def corners(box: Box, turn: int) -> list[tuple[float, float]]:
    """Return the corners on the page: the upper left, upper right, lower left and lower right."""
    points = [(box.start, box.top), (box.end, box.top), (box.start, box.bottom),
              (box.end, box.bottom)]  # fmt: skip
    return [((x, y), (-y, x), (-x, -y), (y, -x))[turn] for x, y in points]


def _is_drawn(drawn: dict[tuple[str, int], list[Box]], text: str, box: Box) -> bool:
    """Return True if the same character is there already; else note it."""
    near = _NEAR * box.height
    row = round(box.bottom / near)
    for key in ((text, row - 1), (text, row), (text, row + 1)):
        for other in drawn.get(key, ()):
            if abs(other.start - box.start) < near and abs(other.bottom - box.bottom) < near:
                return True
    drawn.setdefault((text, row), []).append(box)
    return False
