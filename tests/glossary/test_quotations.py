"""The terms of a document with their sentences, and exports of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.documents import parse
from glossary.quotations import quotations_of
from termbase.formats import parse as parse_terms
from tests.glossary.conftest import Run
from tests.yomitan import read_dictionary

# One line of a page that is 60 columns wide, and one that is longer than any page.
WRAPPED = "The report says that the party committee and the state-\nowned enterprise, an SOE\n"
ARTICLE = "党委开会。裸官外逃，党委不知。\n\n他在国企。\n"
CASES = [
    ("text", ARTICLE, ["[党委]开会。", "[裸官]外逃，党委不知。", "他在[国企]。"]),
    ("text", "黨委開會。裸官", ["[黨委]開會。", "[裸官]"]),
    ("markdown", "# 党委\n\n- **裸官**外逃。走。\n", ["[党委]", "[裸官]外逃。"]),
    ("markdown", "有些`x`裸\n官外逃。", ["有些[裸官]外逃。"]),
    ("markdown", "The ![x](y) CCDI\nlooks for naked\nofficials. Now.", ["The [CCDI] looks for naked officials.", "The CCDI looks for [naked officials]."]),
    ("html", "<p>甲<b>裸</b>官 &amp; 乙。</p><p>丙</p>", ["甲[裸官] & 乙。"]),
    # A line of plain text is a paragraph unless the lines are those of a page.
    ("text", "标题：裸官\n本报讯，党委开会，国企亦然，其余的人都没有来。", ["标题：[裸官]", "本报讯，[党委]开会，国企亦然，其余的人都没有来。", "本报讯，党委开会，[国企]亦然，其余的人都没有来。"]),
    ("text", "本报北京讯　昨日下午党委\n开会，裸官外逃。散会。", ["本报北京讯 昨日下午[党委]开会，裸官外逃。", "本报北京讯 昨日下午党委开会，[裸官]外逃。"]),
    ("text", "The minutes say that the party committee\nhad never heard of the naked\nofficial. He left.", ["The minutes say that the [party committee] had never heard of the naked official.", "The minutes say that the party committee had never heard of the [naked official]."]),
    ("text", "“裸官？”他问。党委！", ["“[裸官]？”他问。", "[党委]！"]),
    ("text", "", []),
    ("text", "没有。\n\n\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("format", "text", "expected"), CASES)
def test_sentences(small: Glossary, format: str, text: str, expected: list[str]) -> None:
    found = quotations_of([parse(text, format)], small.finder)
    shown = [f"{s.before}[{s.word}]{s.after}" for s in (one.sentence for one in found)]
    assert [text.strip() for text in shown] == expected


pieces = st.lists(
    st.sampled_from(["党委", "裸官", "黨委", "CCDI", "party committee", "甲", "。", "！", "\n", "\n\n", " ", "”", "\u2028", "\r\n"]),
    max_size=14,
)  # fmt: skip


@given(pieces.map("".join), st.sampled_from(["text", "markdown"]))
def test_every_term_is_quoted_once_where_it_is_first(
    small: Glossary, text: str, format: str
) -> None:
    document = parse(text, format)
    mentions = small.find(document)
    chinese = [(one.concept.id, one.chinese.text if one.chinese else "") for one in mentions]
    found = quotations_of([document], small.finder)
    assert [one[:2] for one in found] == list(dict.fromkeys(chinese))
    for quotation in found:
        shown = "".join(quotation.sentence.text.split())
        assert quotation.sentence.word
        assert shown in "".join(text.split())


def test_names_and_languages(small: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "an article.md"
    path.write_text("黨委開會。The CCDI came.", encoding="utf-8")
    exported = small.dump("yomitan", of=path)
    dictionary = read_dictionary(exported.data)
    assert dictionary.about["title"] == "zh-en-glossary: an article"
    examples = [
        (part["lang"], part["content"][1]["content"])
        for row in dictionary.rows
        for part in row.definitions[0]["content"]["content"]
        if part["data"]["content"] == "example"
    ]
    assert set(examples) == {("zh-Hant", "黨委"), ("en", "CCDI")}


def test_a_document_in_other_formats(small: Glossary) -> None:
    exported = small.dump("csv", of="裸官。党委。\n裸官。")
    assert [one.id for one in parse_terms(exported.data, "csv", "x").concepts] == [
        "luoguan",
        "dangwei",
    ]
    assert exported.losses["quotations"] == 2
    assert exported.concepts == 2


def test_what_documents_may_be(small: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("裸官", encoding="utf-8")
    document = parse("党委")
    assert small.dump("csv", of=[path, document, "国企"]).concepts == 3
    assert small.dump("csv", of=document).concepts == 1
    assert small.dump("csv", of=[]).concepts == small.dump("csv").concepts
    assert small.dump("csv", of="").concepts == 0
    with pytest.raises(TypeError, match="of is a int; expected a str or Path or Document"):
        small.dump("csv", of=[3])  # type: ignore[list-item]


def test_of_goes_with_the_other_choices(small: Glossary) -> None:
    of = "裸官。党委。"
    assert small.dump("anki", of=of, subject="corruption").concepts == 1
    text = small.dump("anki", of=of, status="deprecated").data.decode()
    assert not [line for line in text.splitlines() if not line.startswith("#")]
    text = small.dump("anki", of=of, usage="literal").data.decode()
    assert "bare bureaucrat" in text
    assert "naked official" not in text.partition("裸官")[2].partition("\t")[0]


def test_levels(run: Run) -> None:
    Path("a.csv").write_text("id,simplified,english\nx,甲乙,first\n", encoding="utf-8")
    Path("a.json").write_text(
        '{"concepts": [{"id": "y", "level": 2, "terms": [{"language": "zh", "simplified": "丙丁"}]}]}',
        encoding="utf-8",
    )
    run("import", "a.csv", "a.json")
    for level, ids in (("1", ["x", "y"]), ("2", ["x", "y"]), ("3", ["x"])):
        assert run("export", "b.csv", "--no-builtin", "--level", level).code == 0
        data = Path("b.csv").read_bytes()
        assert sorted(one.id for one in parse_terms(data, "csv", "b.csv").concepts) == ids


def test_the_command(run: Run) -> None:
    run("add", "甲乙", "first")
    Path("article.md").write_text("# 题\n\n这里有**甲乙**。\n", encoding="utf-8")
    code, out, err = run(
        "export", "-", "--format", "anki", "--of", "article.md", "--no-builtin", "--polity", "taiwan"
    )  # fmt: skip
    assert code == 0
    assert "#deck:zh-en-glossary::article\n" in out
    assert "\t这里有<b>甲乙</b>。\t" in out
    assert err.startswith("1 concept written\n")
    assert run("export", "a.csv", "--of", "article.md", "--no-builtin")[2].endswith(
        "not in csv: sentences of the documents (1 concept)\n"
    )
    Path("other.txt").write_text("没有。", encoding="utf-8")
    message = "glossary: nothing to export; b.txt is not written\n"
    assert run("export", "b.txt", "--format", "pleco", "--of", "other.txt", "--no-builtin") == (
        1,
        "",
        message,
    )
    assert not Path("b.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["a.csv", "--polity", "taiwan"], 2, "--polity is for the terms of a document; name one with --of"),
        (["a.csv", "--of", "none.md"], 3, "glossary: none.md: no such file"),
        (["a.md", "--format", "csv", "--of", "a.md"], 3, "a.md"),
        (["a.zip"], 2, "unknown suffix '.zip'"),
        (["a.csv", "--level", "6"], 2, "6 is not in the range 1<=x<=5"),
    ],
)  # fmt: skip
def test_what_is_refused(run: Run, arguments: list[str], code: int, message: str) -> None:
    Path("a.md").write_text("裸官", encoding="utf-8")
    result = run("export", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err
    assert Path("a.md").read_text(encoding="utf-8") == "裸官"
