"""Parts of a new Word document that are the same in each: styles, lists, settings."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.documents.docx.names import WORD
from glossary.documents.opc import DECLARATION

# The numbers of the styles of lists, and of the lists of all items with bullets.
BULLETS, NUMBERS = 0, 1
BULLETED = 1
# Word has nine levels of lists.
MOST_LEVELS = 9
_INDENT = 425
_NAMESPACE = f'xmlns:w="{WORD[0]}"'
# Fonts of Word and of LibreOffice; others are replaced by what there is.
_FONTS = {"zh-TW": "PMingLiU", "zh-CN": "SimSun"}
_SIZES = {1: 34, 2: 30, 3: 26, 4: 24, 5: 22, 6: 22}
# ECMA-376-1, 17.18.59: the shapes of bullets and of numbers take turns.
_BULLETS = "•◦▪"
_NUMBERS = ("decimal", "lowerLetter", "lowerRoman")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

SETTINGS = f"""{DECLARATION}<w:settings {_NAMESPACE}>\
<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="compressPunctuation"/>\
<w:compat><w:compatSetting w:name="compatibilityMode" \
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" '
    'w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def styles(language: str) -> str:
    """Return the part with the styles.

    Args:
        language: The language of text in Chinese characters, ``zh-CN`` or ``zh-TW``.
    """
    headings = "".join(
        _paragraph(
            f"Heading{level}", f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{320 - 20 * level}" w:after="100"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        )
        for level, size in _SIZES.items()
    )  # fmt: skip
    mono = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
    return (
        f"{DECLARATION}<w:styles {_NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="Calibri" w:eastAsia="{_FONTS[language]}" w:hAnsi="Calibri" '
        'w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="en-US" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="288" w:lineRule="auto"/></w:pPr>'
        '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" '
        'w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"</w:style>{headings}"
        + _paragraph("ListParagraph", "List Paragraph", '<w:spacing w:after="60"/>', "")
        + _paragraph("Quote", "Quote", "", '<w:color w:val="404040"/>')
        + _paragraph(
            "HTMLPreformatted", "HTML Preformatted", '<w:spacing w:line="240" w:lineRule="auto"/>',
            f'{mono}<w:sz w:val="20"/><w:szCs w:val="20"/>',
        )
        + _character("HTMLCode", "HTML Code", mono)
        + _character("Hyperlink", "Hyperlink", '<w:color w:val="0563C1"/><w:u w:val="single"/>')
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        '<w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
        "</w:style></w:styles>"
    )  # fmt: skip


def numbering(lists: int) -> str:
    """Return the part with the lists.

    Args:
        lists: The count of lists with numbers; theirs follow that of items with bullets.
    """
    bullets = (("bullet", _BULLETS[level % 3]) for level in range(MOST_LEVELS))
    numbers = ((_NUMBERS[level % 3], f"%{level + 1}.") for level in range(MOST_LEVELS))
    found = "".join(
        f'<w:num w:numId="{BULLETED + number}"><w:abstractNumId w:val="{NUMBERS}"/>{_RESTART}'
        "</w:num>"
        for number in range(1, lists + 1)
    )
    return (
        f"{DECLARATION}<w:numbering {_NAMESPACE}>{_levels(BULLETS, bullets)}"
        f'{_levels(NUMBERS, numbers)}<w:num w:numId="{BULLETED}"><w:abstractNumId '
        f'w:val="{BULLETS}"/></w:num>{found}</w:numbering>'
    )


# Without it the lists with numbers would be one.
_RESTART = "".join(
    f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
    for level in range(MOST_LEVELS)
)


def indent(level: int) -> int:
    """Return the left indent of what is nested so deeply in lists and quotations, in twips."""
    return _INDENT * level


def _levels(number: int, levels: Iterable[tuple[str, str]]) -> str:
    parts = [
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{indent(level + 1)}" w:hanging="{_INDENT}"/></w:pPr></w:lvl>'
        for level, (format, text) in enumerate(levels)
    ]
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(parts)}</w:abstractNum>"
    )


def _paragraph(id: str, name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>'
        "</w:style>"
    )


def _character(id: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{run}</w:rPr></w:style>'
    )
