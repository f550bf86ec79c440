"""Nasty markup for laws and fuzzing, and the law of annotated documents."""

from __future__ import annotations

import random
from typing import Literal, cast

from glossary import Glossary
from glossary.documents import Document, parse

TEXT = [
    "裸官", "裸", "官", "中纪委", "CCDI", "naked officials", "naked official (裸官)", "共产党", "習近平",
    "𠮷野家", "銀行", "a", " ", "\n", "\n\n", "\r", "\r\n", "\u2028", "\f", "\0", "\t", "\ud800", "\x85",
    "&", "&amp;", "&amp", "&#35064;", "&#x88f8", "&notCCDI;", "&#99999999999;", "\ufffc", "\ufeff", "!",
]  # fmt: skip
HTML = [
    "<p>", "</p>", "<div>", "</div>", "<br>", "<br/>", "<b>", "</b>", "<i>", "</i>", "<a href=x>", "<a href=x/>",
    "</a>", "<a>", "<code>", "</code>", "<kbd>", "<ul><li>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>",
    "</table>", "<caption>", "<button>", "</button>", "<select>", "<option>", "</select>", "<object>", "</object>",
    "<template>", "</template>", "<svg>", "</svg>", "<math>", "</math>", "<mi>", "<foreignObject>", "<path/>", "<svg/>",
    "<![CDATA[", "]]>", "<script>", "</script>", "<script src=x/>", "<style>", "</style>", "<textarea>", "</textarea>",
    "<title>", "</title>", "<xmp>", "</xmp>", "<noembed>", "</noembed>", "<noscript>", "</noscript>", "<iframe>",
    "</iframe>", "<plaintext>", "<noframes>", "</noframes>", "<html>", "<head>", "</head>", "</HEAD >", "<body>",
    "<body class=x>", "</body>", "</body\n>", "</html>", "<!--", "-->", "--!>", "<!-->", "<!--->", "<!", "<![",
    "<![x y]>", "<!DOCTYPE html>", "<?xml version='1.0'?>", "<?", "?>", "<", ">", "</", "</>", "<a ", "<a b='", "'",
    '"', "=", "/", "/>", "<p title='</body>'>", "<ruby>", "<rt>", "</rt>", "<rp>", "</ruby>", "<base href='/y/'>",
    "<h1>", "</h1>", "<pre>", "</pre>", "<img src=x>", "<p", "<1>", "<x-y>", "</x-y>", "<font color=red>",
    "<html xmlns='http://www.w3.org/1999/xhtml'>", "<a data-zg='keep'>", "<div data-zg=drop>", "<b data-zg>",
    "var s='</body>';", "<frameset>", "<form>", "</br>", "<hr>", "<dd>", "<marquee>", "</marquee>",
]  # fmt: skip
MARKDOWN = [
    "# ", "## ", "- ", "* ", "1. ", "> ", "    ", "```", "\n```\n", "~~~", "`", "``", "*", "**", "_", "~~", "[", "]", "(",
    ")", "![", "](", "](x)", "[x]", "[x]: y\n", "[^1]", "[^1]: ", "\n[^1]:", "\n[裸]: ", "[^zg-", "[^zg-a", "[^zg-a]", "[^zg-a]: b\n",
    "\n\n[^zg-luoguan]: b\n", "|", "| a | b |\n|---|---|\n| ", "---\n", "===\n", "\\", "<", ">", "<b>", "</b>", "<!--",
    "-->", "<script>", "</script>", "<?", "<![CDATA[", "<div>\n", "</div>\n", "<https://x.y/裸官>", "<a href='", "'", '"',
    "http://x.y/裸官", ":", "  \n", "\\\n", "+ ", "---\ntitle: 裸官\n---\n", "---\r",
]  # fmt: skip
PIECES = {"html": [*TEXT, *HTML], "markdown": [*TEXT, *MARKDOWN], "text": [*TEXT, *HTML, *MARKDOWN]}
Format = Literal["html", "markdown", "text"]


def random_source(chance: random.Random, format: str) -> str:
    """Return a random document of up to 40 pieces."""
    pieces = chance.choices(PIECES[format], k=chance.randint(1, 40))
    return "".join(pieces)


def assert_reversible(glossary: Glossary, source: str, format: str, *, everything: bool) -> None:
    """Taking the annotations out gives the document back; annotating again changes nothing.

    A ``termbase.Error`` may come out of this; any other exception is a defect.
    """
    document = parse(source, format)
    assert parse(document.source, format).source == document.source
    assert_runs_in_order(document)
    to = cast('Literal["html", "markdown"]', "html" if format == "text" else format)
    annotated = glossary.annotate(
        document,
        to,
        mentions="all" if everything else "first",
        pinyin="all" if everything else "terms",
        script="both" if everything else "source",
    )
    again = parse(annotated, to)
    if to == format:
        assert again.source == document.source
    assert (
        glossary.annotate(
            again,
            to,
            mentions="all" if everything else "first",
            pinyin="all" if everything else "terms",
            script="both" if everything else "source",
        )
        == annotated
    )


def assert_runs_in_order(document: Document) -> None:
    """Text runs are in order, do not overlap, and have the text of the source."""
    end = 0
    for block in document.blocks:
        for run in block.runs:
            assert end <= run.start <= run.end
            end = run.end
            if run.is_literal and run.text != "\n":
                assert document.source[run.start : run.end] == run.text
