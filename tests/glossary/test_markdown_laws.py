"""Laws of Markdown, on random documents and on all examples of CommonMark and GFM."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from glossary import Glossary
from glossary.documents import parse
from tests.markup import MARKDOWN, TEXT, assert_reversible

_FENCE = "`" * 32
_EXAMPLE = re.compile(
    rf"^{_FENCE} example[^\n]*\n(.*?)^\.\n(.*?)^{_FENCE}$", re.DOTALL | re.MULTILINE
)
# Words of the examples that become terms.
_WORD = re.compile(r"\b(?:[a-d]|aaa|bbb|ccc|foo|bar|baz|hello|hi|one|title|two|three|Foo)\b")
_REFERENCE = re.compile(r'<sup class="footnote-ref">.*?</sup>')
_NOTES = re.compile(r'<hr class="footnotes-sep" />\s*<section.*</section>', re.DOTALL)
# What this library and the renderer alone do not read alike: footnotes and metadata of their own.
_OF_OTHERS = re.compile(r"\[\^|---|\0|\ud800|\r|:::")


@cache
def renderer() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def shown(source: str) -> list[str]:
    """Return what a renderer makes of Markdown, without footnotes and white space."""
    page: str = renderer().render(source)
    return _NOTES.sub("", _REFERENCE.sub("", page)).split()


def assert_footnotes_alone_are_added(glossary: Glossary, source: str) -> None:
    """The page of an annotated document is that of the document, but for its footnotes."""
    annotated = glossary.annotate(parse(source, "markdown"), "markdown", mentions="all")
    assert shown(annotated) == shown(source)


def test_references_change_nothing_else(small: Glossary) -> None:
    emphasis = ["**裸官**", "**裸官**外逃", "*裸官*", "~~中纪委~~", "，", "外逃"]
    pieces = [piece for piece in TEXT + MARKDOWN if not _OF_OTHERS.search(piece)] + emphasis * 3
    for seed in range(300):
        chance = random.Random(seed)
        assert_footnotes_alone_are_added(
            small, "".join(chance.choices(pieces, k=chance.randint(1, 20)))
        )


@pytest.mark.parametrize(
    "text", ["打击**裸官**行动", "打击*裸官*。", "__裸官__外逃", "~~裸官~~外逃", "***裸官***外逃"]
)
def test_emphasis_stays(small: Glossary, text: str) -> None:
    assert_footnotes_alone_are_added(small, text)


def examples(data: Path, name: str) -> Iterator[tuple[str, str]]:
    path = data / "markdown" / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"no specification at {path}")
    for match in _EXAMPLE.finditer(path.read_text(encoding="utf-8")):
        yield match[1].replace("→", "\t"), match[2].replace("→", "\t")


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_examples_of_the_specifications(small: Glossary, data: Path, name: str) -> None:
    for number, (markdown, page) in enumerate(examples(data, name)):
        source = _WORD.sub("裸官", markdown)
        assert parse(markdown, "markdown").source == markdown
        assert_reversible(small, source, "markdown", everything=True)
        assert_footnotes_alone_are_added(small, source)
        # All of them were tried; a page takes long.
        if number % 25 == 0:
            assert_reversible(small, _WORD.sub("裸官", page), "html", everything=False)
