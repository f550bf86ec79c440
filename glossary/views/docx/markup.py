"""WordprocessingML of what is put into a document: runs of words, with their languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from glossary.documents.docx.names import WORD
from glossary.documents.xml import Kind, scan
from glossary.views.summary import Words

_TAG = re.compile(r"<[^<>]*>")
_LANGUAGES = {
    "zh-Hans": '<w:lang w:eastAsia="zh-CN"/>',
    "zh-Hant": '<w:lang w:eastAsia="zh-TW"/>',
    "en": '<w:lang w:val="en-US"/>',
}
# Word's own word for text that is in no language, so that it checks no spelling.
_NO_PROOF = "<w:noProof/>"
_NO_LANGUAGE = f'{_NO_PROOF}<w:lang w:val="x-none"/>'
# The properties of a run after its language (ECMA-376-1, A.1, CT_RPr), and those of later versions.
_AFTER_LANGUAGE = re.compile(r"<(?:w:(?:eastAsianLayout|specVanish|oMath)\b|(?!/?w:)[\w.-]+:)")
_STYLES = {"": "", "bold": "<w:b/><w:bCs/>", "italic": "<w:i/><w:iCs/>"}
# In properties of a run that is imitated: its language, its former properties, its signature.
_OWN_PROPERTIES = re.compile(
    r"<(?P<p>(?:[\w.-]+:)?)(?:lang|noProof)(?:\s[^<>]*)?/>|<(?P<q>(?:[\w.-]+:)?)rPrChange.*?</(?P=q)rPrChange>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Names:
    """The prefixes of Word's namespace in a part.

    Attributes:
        element: The prefix of elements, with its colon.
        attribute: The prefix of attributes; empty if none is declared.
        namespace: The namespace: that of a strict document is another one.
    """

    element: str
    attribute: str
    namespace: str

    @classmethod
    def of(cls, text: str) -> Names:
        """Return the names in the text of a part, as its root element declares them."""
        root = next(token for token in scan(text) if token.kind in (Kind.START, Kind.EMPTY))
        namespace = next((name for name in root.prefixes.values() if name in WORD), WORD[0])
        declared = sorted(
            (prefix for prefix, name in root.prefixes.items() if name == namespace),
            key=lambda prefix: prefix != "w",
        )
        prefixes = [prefix for prefix in declared if prefix]
        first = declared[0] if declared else "w"
        written = text[root.start + 1 : root.end - 1].split(maxsplit=1)[0].rstrip("/")
        own = written.rpartition(":")[0]
        element = own if own in declared else first
        attribute = element or (prefixes[0] if prefixes else "")
        return cls(
            f"{element}:" if element else "", f"{attribute}:" if attribute else "", namespace
        )

    def write(self, markup: str) -> str:
        """Return markup that is written with ``w:`` with the prefixes of the part."""
        if self.element == self.attribute == "w:":
            return markup
        return _TAG.sub(self._tag, markup)

    def _tag(self, match: re.Match[str]) -> str:
        tag = re.sub(r"^(</?)w:", rf"\g<1>{self.element}", match[0])
        if " w:" not in tag or self.attribute:
            return tag.replace(" w:", f" {self.attribute}")
        name, _, rest = tag.partition(" ")
        return f'{name} xmlns:zg="{self.namespace}" {rest.replace("w:", "zg:")}'


def properties(words: Words) -> str:
    """Return the properties of a run of words, in the order of the schema."""
    is_chinese = words.language.startswith("zh-Han")
    fonts = '<w:rFonts w:hint="eastAsia"/>' if is_chinese else ""
    return f"<w:rPr>{fonts}{_STYLES[words.style]}{_language(words)}</w:rPr>"


def properties_like(words: Words, given: str) -> str:
    """Return the properties of a run of words like those of another run, but for the language.

    Args:
        words: The words.
        given: The element of the properties of the other run, with ``w:``; empty if it has none.
    """
    if not given or given.endswith("<w:rPr/>"):
        return properties(words._replace(style=""))
    inner = _OWN_PROPERTIES.sub("", given).removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    language = _language(words).removeprefix(_NO_PROOF)
    following = _AFTER_LANGUAGE.search(inner)
    end = following.start() if following else len(inner)
    return f"<w:rPr>{inner[:end]}{language}{inner[end:]}</w:rPr>"


def _language(words: Words) -> str:
    return _LANGUAGES.get(words.language, _NO_LANGUAGE)


def text_run(text: str, properties: str = "", attributes: str = "") -> str:
    """Return a run with a text."""
    shown = escape(text, quote=False)
    return f'<w:r{attributes}>{properties}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def runs(words: Iterable[Words], between: str = " ") -> str:
    """Return words as runs, joined by a blank."""
    parts = list(words)
    last = len(parts) - 1
    return "".join(
        text_run(one.text + (between if number < last else ""), properties(one))
        for number, one in enumerate(parts)
    )


def styled(id: str, fallback: str = "") -> str:
    """Return the properties of a run in a style; others if the document lacks that."""
    inner = f'<w:rStyle w:val="{escape(id)}"/>' if id else fallback
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def paragraph_style(id: str) -> str:
    """Return the properties of a paragraph in a style; none if the document lacks that."""
    return f'<w:pPr><w:pStyle w:val="{escape(id)}"/></w:pPr>' if id else ""
