"""The characters of a PDF file with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from glossary.documents.pdf.errors import needs_libraries, needs_password
from glossary.documents.pdf.glyphs import (
    Box,
    Glyph,
    downward,
    is_vertical,
    to_reading,
    with_vertical_lines,
)
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
# The share of a quarter turn from which on a line is slanted.
_SLANT = 0.06
# The share of the size of a font that is usually below the baseline.
_DESCENT = 0.12
# The ratio of the size of a font to a character from which on it is in units of its own.
_OWN_UNITS = 2.5
# Where symbol fonts have the marks of lists.
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf06c\uf06e\uf076"
# The most lines and frames of a page that is blank.
_MOST_DECORATION = 20
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


@contextmanager
def opened(data: bytes, name: str) -> Iterator[PdfDocument]:
    """Open a PDF file with an empty password.

    Raises:
        InputError: If it is damaged, or needs a password; if PDFium is not installed.
    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        raise needs_libraries(name) from None
    with _LOCK:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            reason = str(error).lower()
            if _PASSWORD in reason or _SECURITY in reason:
                raise needs_password(name) from None
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

    @property
    def is_drawn(self) -> bool:
        """True if it has pictures, or drawings that may be characters."""
        kinds = Counter(
            self._pdfium.FPDFPageObj_GetType(self._pdfium.FPDFPage_GetObject(self._page, index))
            for index in range(self._pdfium.FPDFPage_CountObjects(self._page))
        )
        paths = kinds.pop(self._pdfium.FPDF_PAGEOBJ_PATH, 0)
        del kinds[self._pdfium.FPDF_PAGEOBJ_TEXT]
        return bool(kinds) or paths > _MOST_DECORATION

    def glyphs(self) -> list[Glyph]:
        """Return the characters in the order of the file.

        What is drawn twice at one place is given once, and blanks are not given.
        """
        pdfium, found = self._pdfium, list[Glyph]()
        drawn: dict[tuple[str, int], list[Box]] = {}
        rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        count, has_space, index = self.count, False, 0
        while index < count:
            text, end = _character(pdfium, self._text, index)
            start, index = index, end
            if not text or text.isspace():
                has_space = has_space or bool(text)
                continue
            turn, is_slanted = _turn(pdfium.FPDFText_GetCharAngle(self._text, start))
            box = _box(pdfium, self._text, start, turn, rect)
            if box is None:
                continue
            near = found[-1].size if found else 0
            drawn_size = _drawn_size(pdfium, self._text, start, matrix)
            if _is_only_ink(box, drawn_size, near):
                box = _on_baseline(pdfium, self._text, start, turn, box, drawn_size)
            if not _is_drawn(drawn, text, box):
                # Some fonts are drawn in units of their own.
                is_likely = 0.4 * box.height < drawn_size < _OWN_UNITS * box.height
                size = drawn_size if is_likely else box.height
                found.append(Glyph(text, start, end, box, turn, size, has_space, is_slanted))
                has_space = False
        return downward(found) if is_vertical(found) else with_vertical_lines(found)

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
    """Return the text of a character and the number after it; those above U+FFFF may be two.

    The text of a ligature is its letters, that of an invisible character is empty.
    """
    code, end = pdfium.FPDFText_GetUnicode(page, index), index + 1
    if 0xD800 <= code < 0xDC00:
        low = pdfium.FPDFText_GetUnicode(page, end)
        if 0xDC00 <= low < 0xE000:
            code, end = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), end + 1
    if code < 0x7F and code not in (0, 2):
        return (chr(code) if code >= 0x20 else " "), end
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd", end
    text = chr(code)
    if text in _HYPHENS:
        return "-", end
    if text in _BULLETS:
        return "•", end
    if text.isprintable() or text.isspace():
        return _LIGATURES.get(text, text), end
    return ("" if not code or unicodedata.category(text) == "Cf" else "\ufffd"), end


def _turn(angle: float) -> tuple[int, bool]:
    """Return the quarter turns counter-clockwise, and True if it is not a whole number of them."""
    # PDFium measures it clockwise.
    turns = -angle / (math.pi / 2)
    return round(turns) % 4, abs(turns - round(turns)) > _SLANT


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


def _drawn_size(pdfium: Any, page: Any, index: int, matrix: Any) -> float:
    """Return the size of the font of a character as the file has it; 0 if it is not known."""
    if not pdfium.FPDFText_GetMatrix(page, index, matrix):
        return 0
    size: float = pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
    return size


def _is_only_ink(box: Box, size: float, near: float) -> bool:
    """Return True for the box of a thin character, such as 一, in a font that tells no height.

    Args:
        box: The box.
        size: The size of the font as the file has it.
        near: The size of the character before, 0 if there is none.
    """
    largest = max(box.height, box.end - box.start)
    is_likely = size < _OWN_UNITS * largest or near / 2 < size < near * 2
    return box.height < size / 2 and largest < size * 1.2 and is_likely


def _on_baseline(pdfium: Any, page: Any, index: int, turn: int, box: Box, size: float) -> Box:
    """Return a box with the height of the font around the baseline of a character."""
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium.FPDFText_GetCharOrigin(page, index, x, y):
        return box
    baseline = to_reading(x.value, y.value, x.value, y.value, turn).bottom
    bottom = baseline - _DESCENT * size
    return box._replace(bottom=bottom, top=bottom + size)


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
