"""Elements of XHTML as a chapter of an EPUB can hold them: in its version and with its prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from glossary.documents.epub.annotations import MARK
from glossary.documents.xml import Kind, Token, scan
from glossary.views.summary import Words

Mark = Literal["keep", "drop", ""]

_NAME = re.compile(r"</?(?:([^\s/>:]+:))?")
_OPS = "http://www.idpf.org/2007/ops"
_EPUB_PREFIX = re.compile(rf"\sxmlns:epub\s*=\s*[\"']{re.escape(_OPS)}[\"']")
_STYLES = {"bold": "b", "italic": "i", "": "span"}
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of a chapter.

    Attributes:
        version: The version of EPUB.
        prefix: The prefix of XHTML, with its colon.
        has_epub: True if the prefix ``epub`` is declared for the whole chapter.
    """

    version: int
    prefix: str = ""
    has_epub: bool = True

    @classmethod
    def of(cls, text: str, version: int) -> Markup:
        """Return the markup of a chapter."""
        root = next(token for token in scan(text) if token.kind is Kind.START)
        return cls(version, prefix_of(text, root), bool(_EPUB_PREFIX.search(root.raw)))

    def element(
        self, name: str, content: str, mark: Mark = "", kind: str = "", **attributes: str
    ) -> str:
        """Return an element.

        Args:
            name: Its name.
            content: Its content, as XML.
            mark: How it is taken out again; nothing within an element that is marked.
            kind: Its class.
            **attributes: Attributes; those without a value are left out. ``lang``, ``type`` and
                ``role`` are written as the version wants them.
        """
        tag = f"{self.prefix}{name}"
        return f"<{tag}{self._attributes(mark, kind, attributes)}>{content}</{tag}>"

    def start(self, name: str, mark: Mark = "", kind: str = "", **attributes: str) -> str:
        """Return a start tag."""
        return f"<{self.prefix}{name}{self._attributes(mark, kind, attributes)}>"

    def end(self, name: str) -> str:
        """Return an end tag."""
        return f"</{self.prefix}{name}>"

    def empty(self, name: str, mark: Mark = "", **attributes: str) -> str:
        """Return an element without content."""
        return f"<{self.prefix}{name}{self._attributes(mark, '', attributes)}/>"

    def words(self, words: Sequence[Words], separator: str = " ") -> str:
        """Return words, with their languages where those are not English."""
        return separator.join(
            escape(one.text)
            if one.language == _ENGLISH and not one.style
            else self.element(
                _STYLES[one.style], escape(one.text),
                lang="" if one.language == _ENGLISH else one.language,
            )
            for one in words
        )  # fmt: skip

    def _attributes(self, mark: Mark, kind: str, attributes: dict[str, str]) -> str:
        is_2 = self.version == 2
        classes = filter(None, (f"zg-{mark}" if is_2 and mark else "", kind))
        written = [(MARK, "" if is_2 else mark), ("class", " ".join(classes))]
        for name, value in attributes.items():
            if name == "lang":
                written += [("xml:lang", value), ("lang", "" if is_2 else value)]
            elif name == "epub_type" and value and not is_2:
                written += [] if self.has_epub else [("xmlns:epub", _OPS)]
                written.append(("epub:type", value))
            elif name == "type" or name not in ("role", "epub_type") or not is_2:
                written.append((name, value))
        return "".join(f' {name}="{escape(value)}"' for name, value in written if value)


def prefix_of(text: str, token: Token) -> str:
    """Return the prefix of the name of a tag, with its colon."""
    match = _NAME.match(text, token.start)
    return (match and match[1]) or ""


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a note in one line."""
    return " · ".join(filter(None, parts))
