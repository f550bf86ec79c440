"""The page and the JSON of a text and its translation, and the command that writes them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import glossary
from glossary import Glossary
from glossary.bilingual import BilingualOutput
from glossary.documents import Document, parse
from glossary.translate.bitext import Side, bitext_of_texts
from glossary.views import bilingual
from termbase.errors import InputError
from termbase.model.concept import Concept, Language, Term
from tests.glossary.bilingual.test_rows import SOURCE, TARGET, documents
from tests.glossary.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples"
TABLE = Path(__file__).parents[2] / "golden" / "bilingual.tsv"
NASTY = ["<script>alert(1)</script>", "\"'&<>", "&lt;b&gt;", "]]>", "</main>", "<!--", "\u202e右"]


class Reader(HTMLParser):
    """Reads the texts of both sides out of a page, its ids, links and languages."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts = {"zb-s": "", "zb-t": ""}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.cells: list[dict[str, str | None]] = []
        self._side = ""
        self._depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kinds = (values.get("class") or "").split()
        if "id" in values:
            self.ids.append(values["id"] or "")
        if (values.get("href") or "").startswith("#"):
            self.links.append((values["href"] or "")[1:])
        if tag == "div" and "zb-cell" in kinds:
            self._side = kinds[-1]
            self.cells.append(values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._side = ""

    def handle_data(self, data: str) -> None:
        if self._side:
            self.texts[self._side] += data


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(document: Document) -> str:
    """The text that a page shows of a document: what is not text as what is known of it."""
    return "".join(
        (run.alt or "\N{WHITE SQUARE}") if run.is_object else run.text
        for block in document.blocks
        for run in block.runs
    )


@given(source=documents, target=documents)
def test_the_text_of_each_side_is_that_of_its_document(
    small: Glossary, source: Document, target: Document
) -> None:
    bitext = bitext_of_texts(small.finder, source, target)
    read = Reader(bilingual.write(bitext))
    for name, side in (("zb-s", bitext.source), ("zb-t", bitext.target)):
        text = text_of(side.document)
        # HTML cannot hold some characters, which its parsers replace.
        assert squeezed(read.texts[name]) == squeezed(text.replace("\r", "\n"))
    assert len(set(read.ids)) == len(read.ids)
    assert set(read.links) <= set(read.ids)
    assert all(cell.get("lang") for cell in read.cells)


def test_a_character_for_objects_in_the_text_is_shown_as_it_is(small: Glossary) -> None:
    page = small.annotate_bilingual("裸官\ufffc外逃。", "Naked officials\ufffc fled.")
    read = Reader(page)
    assert squeezed(read.texts["zb-s"]) == "裸官\ufffc外逃。"
    assert "\N{WHITE SQUARE}" not in page


def test_each_end_of_a_link_leads_to_the_other(small: Glossary) -> None:
    page = small.annotate_bilingual(
        "裸官外逃。中纪委通报。", "Naked officials fled. It was announced."
    )
    marks = dict(re.findall(r'<a class="zb-mark[^"]*" id="([^"]*)" href="#([^"]*)"', page))
    assert marks == {"zb-s1": "zb-t1", "zb-t1": "zb-s1", "zb-s2": "zb-s-ccdi"}
    assert re.findall(r'<a class="zb-mark zb-alone" id="([^"]*)"', page) == ["zb-s2"]


def test_the_index_has_the_renderings_used_and_their_rows(small: Glossary) -> None:
    page = small.annotate_bilingual(
        "裸官外逃。裸官回来。他是裸官。",
        "A naked official fled. A naked official is back. He is one.",
    )
    entry = page.split('id="zb-s-luoguan"')[1].split("</div>")[0]
    text = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", entry)).strip("> ")
    assert text == (
        "裸官 luǒguān naked official preferred · official, media 2× in 1, 2no counterpart 1× in 3 "
        "also: bare bureaucrat deprecated · literal An official whose family and money are abroad."
    )


@pytest.mark.parametrize("nasty", NASTY)
def test_what_users_write_shows_as_text(tmp_path: Path, nasty: str) -> None:
    evil = Concept(
        "evil",
        (
            Term(Language.CHINESE, f"恶{nasty}意", traditional=nasty, pinyin=nasty),
            Term(Language.ENGLISH, f"evil {nasty}"),
        ),
        gloss=nasty,
    )
    with glossary.open(tmp_path / "evil.db", builtin=False) as g:
        g.put(evil)
        source, target = f"恶{nasty}意", f"evil {nasty}"
        page = g.annotate_bilingual(parse(source, name=nasty), parse(target, name=nasty))
    assert page.count("<script") == 1
    assert page.count("<!--") == 0
    read = Reader(page)
    assert squeezed(read.texts["zb-s"]) == squeezed(source)
    assert squeezed(read.texts["zb-t"]) == squeezed(target)


def test_the_page_asks_for_nothing_and_its_policy_allows_what_is_there(small: Glossary) -> None:
    page = small.annotate_bilingual("裸官 ![a](http://x.y/z.png)", "naked officials <img src=x>")
    assert not re.search(
        r"<[^>]*(?:src|srcset|action|style)\s*=", page.split("<body>")[1].split("<script")[0]
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    parts = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", page, re.DOTALL)
    assert len(parts) == 2
    for part in parts:
        digest = hashlib.sha256("".join(part).encode()).digest()
        assert base64.b64encode(digest).decode() in policy[1]


def test_what_is_not_text_shows_as_what_is_known_of_it(small: Glossary) -> None:
    source = "裸官 `x < y` 见 <https://x.y/> 和 ![图](z.png) <hr>"
    page = small.annotate_bilingual(parse(source, "markdown"), "Naked officials.")
    assert re.findall(r'<span class="zb-object">([^<]*)</span>', page) == [
        "x &lt; y", "https://x.y/", "图", "\N{WHITE SQUARE}",
    ]  # fmt: skip


def test_headings_and_languages(small: Glossary) -> None:
    page = small.annotate_bilingual(parse(SOURCE, "markdown"), parse(TARGET, "markdown"))
    assert re.findall(r'zb-s" lang="([^"]*)"><(h1|h2|p)>', page) == [
        ("zh-Hans", "h1"), ("zh-Hans", "p"), ("zh-Hans", "p"), ("zh-Hans", "h2"), ("zh-Hans", "p"),
    ]  # fmt: skip
    assert re.findall(r'zb-t" lang="([^"]*)"><(h1|h2|p)>', page) == [
        ("en", "h1"), ("en", "p"), ("en", "p"), ("en", "h2"), ("en", "p"),
    ]  # fmt: skip
    assert "<title>裸官 — Naked officials</title>" in page


def test_json_has_offsets_into_both_documents(small: Glossary) -> None:
    source, target = parse(SOURCE, "markdown"), parse(TARGET, "markdown")
    value = json.loads(small.annotate_bilingual(source, target, "json"))
    for name, document in (("source", source), ("target", target)):
        for term in value[name]["terms"]:
            assert document.source[term["start"] : term["end"]] == term["text"]
        for row in value["rows"]:
            for one in row[name]:
                assert document.source[one["start"] : one["end"]].strip() == one["text"]
    ends = [
        (value["source"]["terms"][link["source"] - 1], value["target"]["terms"][link["target"] - 1])
        for link in value["links"]
    ]
    assert [(ours["text"], theirs["text"]) for ours, theirs in ends] == [
        ("裸官", "Naked officials"), ("裸官", "Naked officials"),
    ]  # fmt: skip
    assert [ours["row"] for ours, _ in ends] == [1, 2]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("裸官", "naked official"), ("中纪委", "CCDI")]),
        ({"subject": "corruption"}, [("裸官", "naked official")]),
        # What is known on either side hides both.
        ({"known": "裸官"}, [("中纪委", "CCDI")]),
        ({"known": "naked official"}, [("中纪委", "CCDI")]),
        ({"known": ["裸官", "CCDI"]}, []),
        # Terms of one's own base have every level.
        ({"level": 5}, [("裸官", "naked official"), ("中纪委", "CCDI")]),
    ],
)
def test_the_choice_of_terms_is_that_of_one_text(
    small: Glossary, options: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    texts = "裸官和中纪委。", "A naked official and the CCDI."
    value = json.loads(small.annotate_bilingual(*texts, "json", **options))
    terms = [
        {term["number"]: term["text"] for term in value[side]["terms"]}
        for side in ("source", "target")
    ]
    linked = [(terms[0][one["source"]], terms[1][one["target"]]) for one in value["links"]]
    assert linked == expected
    assert [list(side.values()) for side in terms] == [[one[n] for one in expected] for n in (0, 1)]
    marks = re.findall('class="zb-mark"', small.annotate_bilingual(*texts, **options))
    assert len(marks) == 1 + 2 * len(expected)


def built_in(side: Side) -> Side:
    """The side, as if its terms were not of one's own base, which have every level."""
    return replace(side, annotations=tuple(replace(one, is_own=False) for one in side.annotations))


def test_all_terms_are_links_until_a_script_takes_some_away(tmp_path: Path) -> None:
    terms = (Term(Language.CHINESE, "内卷"), Term(Language.ENGLISH, "involution"))
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("neijuan", terms, level=2))
        bitext = bitext_of_texts(g.finder, parse("内卷。"), parse("Involution."))
    bitext = replace(bitext, source=built_in(bitext.source), target=built_in(bitext.target))
    for level in (1, 3):
        page = bilingual.write(bitext, level)
        assert len(re.findall(r'<a class="zb-mark" id="[^"]*" href=', page)) == 2
        assert f'value="{6 - level}"' in page


@pytest.mark.parametrize("to", ["html", "json"])
def test_the_example(
    small: Glossary, to: BilingualOutput, golden: Callable[[str, str], None]
) -> None:
    source, target = (EXAMPLES / f"bilingual.{language}.md" for language in ("zh", "en"))
    out = small.annotate_bilingual(source, target, to, alignment=TABLE)
    out = out.replace(f"{EXAMPLES}/", "")
    golden(
        f"bilingual.{to}",
        re.sub(r"<(style|script)>.*?</\1>|content=\"default.*?\"", "", out, flags=re.DOTALL),
    )


@pytest.fixture
def annotate(run: Run) -> Run:
    """Call ``glossary annotate`` with a base of one term."""
    assert run("add", "裸官", "naked official", "--no-builtin").code == 0
    return lambda *args: run("annotate", "--no-builtin", *args)


def test_the_command(annotate: Run) -> None:
    Path("zh.md").write_text(SOURCE, encoding="utf-8")
    Path("en.md").write_text(TARGET, encoding="utf-8")
    written = annotate("zh.md", "--translation", "en.md", "-o", "both.html")
    assert (written.code, written.err) == (0, "both.html\n")
    assert 'class="zb-mark"' in Path("both.html").read_text(encoding="utf-8")
    shown = annotate("zh.md", "--translation", "en.md", "--to", "json")
    assert len(json.loads(shown.out)["rows"]) == 5
    table = "source\ttarget\n裸官\tNaked officials\n"
    Path("table.tsv").write_text(table, encoding="utf-8")
    shown = annotate("zh.md", "--translation", "en.md", "--alignment", "table.tsv", "--to", "json")
    assert json.loads(shown.out)["rows"][0]["confidence"] == 1.0


def test_the_command_reads_bilingual_files(run: Run, annotate: Run) -> None:
    rows = "zh\ten\n裸官外逃。\tNaked officials fled.\n他们走了。\t\n"
    Path("both.tsv").write_text(rows, encoding="utf-8")
    written = annotate("both.tsv", "-o", "both.html")
    assert written.code == 0
    assert written.err == "both.tsv: 1 segment without a translation left out\nboth.html\n"
    assert run("memory", "import", "both.tsv").code == 0
    assert run("memory", "export", "both.tmx").code == 0
    value = json.loads(annotate("both.tmx", "--to", "json").out)
    assert [link["listed"] for link in value["links"]] == [True]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("zh.md", "en.md", "--translation", "en.md"), 2, "at a time"),
        (("zh.md", "--alignment", "both.tsv"), 2, "name that too"),
        *(
            (("zh.md", "--translation", "en.md", option, value), 2,
             f"{option} does not apply to a text with its translation")
            for option, value in (("--pinyin", "all"), ("--script", "both"), ("--gloss", "none"),
                                  ("--mentions", "all"))
        ),
        (("both.tsv", "--pinyin", "zhuyin"), 2, "--pinyin does not apply"),
        (("zh.md", "--translation", "zh.md"), 3, "zh.md and zh.md are both in Chinese; name a text"),
        (("en.md", "--translation", "en.md"), 3, "are both in English"),
        (("zh.md", "--translation", "blank.md"), 3, "blank.md: not a text: there is no sentence"),
        (("blank.md", "--translation", "en.md"), 3, "blank.md: not a text: there is no sentence"),
        (("zh.md", "--translation", "en.md", "-o", "both.md"), 2, "html or json, not markdown"),
        (("zh.md", "--translation", "en.md", "-o", "en.md", "--to", "html"), 3, "would overwrite"),
        (("zh.md", "--translation", "none.md"), 3, "none.md: no such file"),
        (("both.tsv", "--translation", "en.md"), 3, "a file with both languages"),
        (("zh.md", "--translation", "both.tsv"), 3, "a file with both languages"),
        (("zh.md", "--translation", "en.md", "--alignment", "both.tsv"), 3,
         "both.tsv:2: the source '别的。' is not in zh.md"),
        (("empty.tsv",), 3, "empty.tsv: not a pair in Chinese and English"),
        (("same.tsv",), 3, "same.tsv: not a pair in Chinese and English"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(
    run: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    Path("zh.md").write_text(SOURCE, encoding="utf-8")
    Path("en.md").write_text(TARGET, encoding="utf-8")
    Path("both.tsv").write_text("source\ttarget\n别的。\tOther.\n", encoding="utf-8")
    Path("blank.md").write_text(" \n", encoding="utf-8")
    Path("same.tsv").write_text("source\ttarget\nNo.\tOther.\n", encoding="utf-8")
    Path("empty.tsv").write_text("source\ttarget\n一。\t\n", encoding="utf-8")
    before = sorted(Path().iterdir())
    result = run("annotate", "--no-builtin", *arguments)
    assert result.code == code
    assert message in result.err
    assert code == 2 or len(result.err.splitlines()) == 1
    assert sorted(Path().iterdir()) == before


def test_an_encoding_is_for_files_that_do_not_tell_theirs(annotate: Run) -> None:
    Path("zh.txt").write_text("裸官外逃。", encoding="gb18030")
    Path("en.txt").write_text("“Naked officials” fled.", encoding="utf-8")
    table = "source sentences,target sentences,source\n1,1,裸官外逃。\n"
    arguments = "zh.txt", "--translation", "en.txt", "--to", "json", "--alignment", "table.csv"
    for encoding in ("utf-8", "gb18030"):
        Path("table.csv").write_text(table, encoding=encoding)
        shown = annotate(*arguments, "--encoding", "gb18030")
        assert (shown.code, len(json.loads(shown.out)["links"])) == (0, 1)


def test_a_text_without_any_sentence(small: Glossary) -> None:
    for texts in (("", ""), ("", "Naked officials."), ("裸官。", " ")):
        with pytest.raises(InputError, match="not a text: there is no sentence in it"):
            small.annotate_bilingual(*texts)
