"""Text within a line of simple HTML as runs of WordprocessingML (ECMA-376-1, 17.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from glossary.views.docx.markup import text_run
from termbase.formats.xml.safe import local
from termbase.language.script import is_han

# Properties of a run by the elements that give them.
_PROPERTIES = {
    "b": ("b",), "strong": ("b",), "th": ("b",),
    "i": ("i",), "em": ("i",), "cite": ("i",), "var": ("i",),
    "s": ("strike",), "del": ("strike",), "u": ("u",), "ins": ("u",), "mark": ("highlight",),
    "sub": ("sub",), "sup": ("sup",),
    "code": ("code",), "kbd": ("code",), "samp": ("code",),
}  # fmt: skip
# In the order of the schema, which Word insists on.
_MARKUP = {
    "code": '<w:rStyle w:val="HTMLCode"/>',
    "link": '<w:rStyle w:val="Hyperlink"/>',
    "hint": '<w:rFonts w:hint="eastAsia"/>',
    "b": "<w:b/><w:bCs/>",
    "i": "<w:i/><w:iCs/>",
    "strike": "<w:strike/>",
    "small": '<w:sz w:val="11"/><w:szCs w:val="11"/>',
    "highlight": '<w:highlight w:val="yellow"/>',
    "u": '<w:u w:val="single"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
# Of the region in which Word looks for fonts and spelling.
_EAST_ASIAN = {"zh": "zh-CN", "zh-hant": "zh-TW", "ja": "ja-JP", "ko": "ko-KR"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINE_END = re.compile(r"[ \t\r\f]*\n[ \t\n\r\f]*")
_RUBY = (
    '<w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="11"/><w:hpsRaise w:val="20"/>'
    '<w:hpsBaseText w:val="22"/><w:lid w:val="{language}"/></w:rubyPr>'
)


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a text.

    Attributes:
        properties: Names of properties.
        language: Its BCP 47 tag, where it is not that of the document.
        keeps_space: True if white space is shown as it is.
    """

    properties: frozenset[str] = frozenset()
    language: str = ""
    keeps_space: bool = False

    def inside(self, element: Any) -> Look:
        """Return the look of text in an element."""
        added = _PROPERTIES.get(local(element), ())
        language = element.get("lang") or self.language
        return replace(self, properties=self.properties.union(added), language=language)

    @property
    def markup(self) -> str:
        """The properties of a run."""
        inner = "".join(_MARKUP[name] for name in _MARKUP if name in self.properties)
        if "code" in self.properties and "link" in self.properties:
            # A run has one style.
            inner = inner.replace(_MARKUP["link"], "")
        inner += _language(self.language)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


@dataclass(slots=True)
class Links:
    """The links of a document.

    Attributes:
        bookmarks: The names of bookmarks by the identifiers that links lead to.
        addresses: The identifiers of relationships by the addresses that links lead to.
    """

    bookmarks: Mapping[str, str]
    addresses: dict[str, str] = field(default_factory=dict)
    _placed: int = 0

    def bookmark(self, identifier: str) -> str:
        """Return the bookmark for a place; empty if no link leads to it."""
        name = self.bookmarks.get(identifier)
        if not name:
            return ""
        self._placed += 1
        return (
            f'<w:bookmarkStart w:id="{self._placed}" w:name="{name}"/>'
            f'<w:bookmarkEnd w:id="{self._placed}"/>'
        )

    def attributes(self, target: str) -> str:
        """Return the attributes of a link; empty if it leads nowhere."""
        if target.startswith("#"):
            name = self.bookmarks.get(target[1:])
            return f' w:anchor="{name}"' if name else ""
        try:
            urlsplit(target)
        except ValueError:
            return ""
        # Word takes a file for damaged if a target is not a URI.
        address = quote(target, safe="!#$%&'()*+,/:;=?@[]~")
        id = self.addresses.setdefault(address, f"link{len(self.addresses) + 1}")
        return f' r:id="{id}"'


def runs_of(element: Any, look: Look, links: Links) -> str:
    """Return the runs of the content of an element."""
    text = "".join(element.itertext())
    if sum(map(is_han, text)) * 3 > sum(char.isascii() and char.isalpha() for char in text):
        # Marks that both scripts have, such as quotation marks, are those of the Chinese font.
        look = replace(look, properties=look.properties | {"hint"})
    writer = _Writer(links)
    return "".join(writer.content(element, look))


class _Writer:
    """Writes the runs of one paragraph."""

    def __init__(self, links: Links) -> None:
        self._links = links
        # White space at the beginning, and after white space, is none.
        self._last = " "

    def content(self, element: Any, look: Look) -> Iterator[str]:
        yield self._text(element.text, look)
        for child in element:
            yield from self._child(child, look)
            yield self._text(child.tail, look)

    def _child(self, element: Any, look: Look) -> Iterator[str]:
        name = local(element)
        if identifier := element.get("id"):
            yield self._links.bookmark(identifier)
        inner = look.inside(element)
        if name == "br":
            self._last = " "
            yield f"<w:r>{look.markup}<w:br/></w:r>"
        elif name == "a":
            yield from self._link(element, inner)
        elif name == "ruby":
            yield from self._ruby(element, inner)
        elif name == "q":
            yield self._text("“", inner)
            yield from self.content(element, inner)
            yield self._text("”", inner)
        else:
            yield from self.content(element, inner)

    def _link(self, element: Any, look: Look) -> Iterator[str]:
        attributes = self._links.attributes(element.get("href") or "")
        if not attributes:
            yield from self.content(element, look)
            return
        look = replace(look, properties=look.properties | {"link"})
        yield f'<w:hyperlink{attributes} w:history="1">'
        yield from self.content(element, look)
        yield "</w:hyperlink>"

    def _ruby(self, element: Any, look: Look) -> Iterator[str]:
        """Yield each base with the reading after it."""
        base = [self._text(element.text, look)]
        for child in element:
            if local(child) == "rt":
                reading = _SPACE.sub(" ", "".join(child.itertext())).strip()
                yield self._annotated("".join(base), reading, look.inside(child))
                base = []
            else:
                base += self._child(child, look)
            base.append(self._text(child.tail, look))
        yield "".join(base)

    def _annotated(self, base: str, reading: str, look: Look) -> str:
        if not reading or not base or "<w:ruby>" in base or "<w:hyperlink" in base:
            return base
        language = _tag(look.language) or "zh-CN"
        small = Look(look.properties | {"small"})
        run = text_run(reading, small.markup)
        return (
            f"<w:r><w:ruby>{_RUBY.format(language=language)}<w:rt>{run}</w:rt>"
            f"<w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"
        )

    def _text(self, text: str | None, look: Look) -> str:
        if not text:
            return ""
        if look.keeps_space:
            return _lines(text, look)
        text = _LINE_END.sub(self._line_end(text), text)
        text = _SPACE.sub(" ", text)
        if self._last == " ":
            text = text.lstrip(" ")
        if not text:
            return ""
        self._last = text[-1]
        return text_run(text, look.markup)

    def _line_end(self, text: str) -> Any:
        """Return the function that gives the space for a line end: none between 汉字."""

        def space(match: re.Match[str]) -> str:
            before = text[match.start() - 1] if match.start() else self._last
            after = text[match.end() : match.end() + 1]
            return "" if _is_wide(before) and _is_wide(after) else " "

        return space


def _is_wide(character: str) -> bool:
    return bool(character) and (is_han(character) or "\u3000" <= character <= "\u30ff")


def _lines(text: str, look: Look) -> str:
    """Return text whose white space is shown as it is."""
    parts = re.split(r"(\t|\r?\n)", text)
    return "".join(
        (f"<w:r>{look.markup}<w:{'tab' if part == chr(9) else 'br'}/></w:r>" if number % 2 else "")
        or (text_run(part, look.markup) if part else "")
        for number, part in enumerate(parts)
    )


def _tag(language: str) -> str:
    """Return the tag of an East Asian language as Word writes it; empty for another one."""
    parts = language.lower().split("-")
    if parts[0] == "zh" and {"hant", "tw", "hk", "mo"} & set(parts[1:]):
        return _EAST_ASIAN["zh-hant"]
    return _EAST_ASIAN.get(parts[0], "")


def _language(language: str) -> str:
    if not language:
        return ""
    tag = _tag(language)
    return f'<w:lang w:eastAsia="{tag}"/>' if tag else f'<w:lang w:val="{escape(language)}"/>'
