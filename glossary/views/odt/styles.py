"""The character styles of our notes: the languages of their words."""

from __future__ import annotations

from glossary.documents.odt.file import CONTENT, STYLES, OdtFile
from glossary.documents.odt.names import INDEX, INLINE_STYLE, OWN_STYLES, PINYIN_STYLE, office
from glossary.documents.xml import root_of

_BOLD = ' fo:font-weight="bold" style:font-weight-asian="bold"'
_ITALIC = ' fo:font-style="italic"'
_ENGLISH = 'fo:language="en" fo:country="US"'
_PINYIN = (
    'style:rfc-language-tag="zh-Latn-pinyin" fo:language="zh" fo:script="Latn" fo:country="none"'
)
# A note that mixes both needs the language of either font.
_CHINESE = 'style:language-asian="zh" style:country-asian="{}"'
_PROPERTIES = {
    "zg-en": _ENGLISH,
    "zg-en-bold": _ENGLISH + _BOLD,
    "zg-zh-Hans": _CHINESE.format("CN"),
    "zg-zh-Hans-bold": _CHINESE.format("CN") + _BOLD,
    "zg-zh-Hant": _CHINESE.format("TW"),
    "zg-zh-Hant-bold": _CHINESE.format("TW") + _BOLD,
    "zg-zh-Latn-pinyin-italic": _PINYIN + _ITALIC,
    PINYIN_STYLE: _PINYIN + ' fo:font-size="50%"',
    INLINE_STYLE: _ENGLISH,
}
_INDEX_PROPERTIES = 'fo:margin-right="0.2cm" fo:margin-bottom="0.1cm"'
# What may follow the styles in a part.
_AFTER = frozenset(map(office, ["automatic-styles", "master-styles", "body"]))


def style_insertions(file: OdtFile) -> tuple[str, list[tuple[int, str]]]:
    """Return the part that gets our styles, and what is inserted at which offsets of it."""
    part = STYLES if STYLES in file.parts else CONTENT
    root = root_of(file.parts[part].text)
    own = [
        f'<style:style style:name="{name}" style:family="text">'
        f"<style:text-properties {properties}/></style:style>"
        for name, properties in _PROPERTIES.items()
    ]
    own.append(
        f'<style:style style:name="{INDEX}" style:family="paragraph">'
        f"<style:paragraph-properties {_INDEX_PROPERTIES}/></style:style>"
    )
    common = root.child(office("styles"))
    if (common or root).is_empty_tag:
        # Nothing can be put into an empty-element tag; then our notes have no languages.
        return part, []
    if common is not None:
        return part, [(common.content_end, element) for element in own]
    following = (element.start for element in root.elements if element.name in _AFTER)
    offset = next(following, root.content_end)
    start, end = f"{OWN_STYLES}<office:styles>", "</office:styles>"
    return part, [(offset, xml) for xml in (start, *own, end)]
