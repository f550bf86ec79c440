"""Translations in XLIFF files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree

from termbase.errors import InputError, Problem
from termbase.formats.tmx.writer import write_units
from termbase.formats.xliff.reader import read_units
from termbase.memory import Memory
from termbase.memory.files import import_file
from termbase.model.unit import TranslationUnit


def old(body: str, target: str = 'target-language="en"') -> str:
    start = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    return f'{start}<file source-language="zh-CN" {target} original="x"><body>{body}</body></file></xliff>'


def new(body: str) -> str:
    start = '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-CN" trgLang="en">'
    return f'{start}<file id="f"><unit id="u">{body}</unit></file></xliff>'


def read(tmp_path: Path, text: str) -> tuple[list[TranslationUnit], list[Problem]]:
    path = tmp_path / "a.xlf"
    path.write_text(text, encoding="utf-8")
    skipped: list[Problem] = []
    return [found.unit for found in read_units(path, skipped.append)], skipped


CASES = [
    (old("<trans-unit><source>裸官</source><target>naked official</target><note>n</note></trans-unit>"),
     "裸官", "naked official", "", ""),
    (old('<trans-unit><source>打<g id="1">老虎</g><x id="2"/>！</source><target>Swat <g id="1">tigers</g>!</target></trans-unit>'),
     "打老虎！", "Swat tigers!",
     '打<bpt i="1">&lt;g&gt;</bpt>老虎<ept i="1">&lt;/g&gt;</ept><ph x="2"></ph>！',
     'Swat <bpt i="1">&lt;g&gt;</bpt>tigers<ept i="1">&lt;/g&gt;</ept>!'),
    (old('<trans-unit><source>a &lt; <ph id="1">{0}</ph><mrk mtype="term">老虎</mrk></source><target>b</target></trans-unit>'),
     "a < 老虎", "b", 'a &lt; <ph x="1">{0}</ph>老虎', ""),
    # The same codes in another order.
    (old('<trans-unit><source><x id="1"/>裸<x id="2"/></source><target><x id="2"/>a<x id="1"/></target></trans-unit>'),
     "裸", "a", '<ph x="1"></ph>裸<ph x="2"></ph>', '<ph x="2"></ph>a<ph x="1"></ph>'),
    (old("<trans-unit><source>\n  裸官\n </source><target> a </target></trans-unit>"), "裸官", "a", "", ""),
    (new("<segment><source>裸官</source><target>naked official</target></segment>"), "裸官", "naked official", "", ""),
    (new('<segment><source>打<pc id="1">老虎</pc></source><target><sc id="1"/>tiger<ec startRef="1"/></target></segment>'),
     "打老虎", "tiger", '打<bpt i="1">&lt;pc&gt;</bpt>老虎<ept i="1">&lt;/pc&gt;</ept>', '<bpt i="1"></bpt>tiger<ept i="1"></ept>'),
    # White space within annotations.
    (old('<trans-unit><source> <mrk mtype="x">\n 打<x id="1"/>虎 </mrk>\n</source><target><mrk mtype="x"> a</mrk> </target></trans-unit>'),
     "打虎", "a", '打<ph x="1"></ph>虎', ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "target", "source_markup", "target_markup"), CASES)
def test_segments(
    tmp_path: Path, text: str, source: str, target: str, source_markup: str, target_markup: str
) -> None:
    (unit,), skipped = read(tmp_path, text)
    assert skipped == []
    assert (unit.source, unit.target) == (source, target)
    assert (unit.source_language, unit.target_language) == ("zh-CN", "en")
    assert (unit.source_markup, unit.target_markup) == (source_markup, target_markup)


def test_untranslated_segments_are_reported(tmp_path: Path) -> None:
    units, skipped = read(
        tmp_path,
        old(
            "<trans-unit><source>a</source></trans-unit>\n"
            '<trans-unit><source>b</source><target state="new">b</target></trans-unit>\n'
            "<trans-unit><source>c</source><target> </target></trans-unit>"
        ),
    )
    assert units == []
    assert [problem.line for problem in skipped] == [1, 2, 3]
    units, skipped = read(
        tmp_path, new('<segment state="initial"><source>a</source><target>b</target></segment>')
    )
    assert (units, len(skipped)) == ([], 1)


SDL = 'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"'


def test_segments_within_a_unit(tmp_path: Path) -> None:
    marks = [f'<mrk mtype="seg" mid="{n}">{{}}</mrk>' for n in range(1, 5)]
    texts = ["甲", "乙", "丙", "丁"], ["a", "b", "", "d"]
    source, target = (
        " ".join(mark.format(text) for mark, text in zip(marks, side, strict=True))
        for side in texts
    )
    said = "".join(
        f'<sdl:seg id="{n}" conf="{conf}"/>' for n, conf in enumerate(["Translated", "Draft"], 1)
    )
    units, skipped = read(
        tmp_path,
        old(
            f"<trans-unit {SDL}><source>甲 乙 丙 丁</source><seg-source><g id='1'>{source}</g></seg-source>"
            f"<target><g id='1'>{target}</g></target><sdl:seg-defs>{said}</sdl:seg-defs></trans-unit>"
        ),
    )
    assert [(unit.source, unit.target) for unit in units] == [("甲", "a"), ("丁", "d")]
    assert [problem.code for problem in skipped] == ["unconfirmed", "untranslated"]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ('<trans-unit translate="no"><source>a</source></trans-unit>', []),
        ('<group translate="no"><trans-unit><source>a</source></trans-unit></group>', []),
        ('<trans-unit><source>a</source><target state="needs-review-translation" state-qualifier="fuzzy-match">b</target></trans-unit>', ["unconfirmed"]),
        ('<trans-unit><source>a</source><target state="needs-review-translation">b</target></trans-unit>', ["unconfirmed"]),
        ('<trans-unit approved="yes"><source>a</source><target state="needs-adaptation">b</target></trans-unit>', ["unconfirmed"]),
        ('<trans-unit approved="no"><source>a</source><target>b</target></trans-unit>', ["unconfirmed"]),
        ('<trans-unit xmlns:m="MQXliff" m:status="PartiallyEdited"><source>a</source><target>b</target></trans-unit>', ["unconfirmed"]),
        ('<trans-unit><source><x id="1"/></source><target><x id="1"/></target></trans-unit>', ["untranslated"]),
    ],
)  # fmt: skip
def test_locked_and_unconfirmed_segments(tmp_path: Path, unit: str, expected: list[str]) -> None:
    units, skipped = read(tmp_path, old(unit))
    assert units == []
    assert [problem.code for problem in skipped] == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<xliff>", "not well-formed"),
        ("<html/>", "not an XLIFF"),
        (
            old("<trans-unit><source>a</source><target>b</target></trans-unit>", ""),
            "does not name its target language; name it in languages .--target-language.",
        ),
    ],
)
def test_bad_files(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, text)


def test_target_languages(tmp_path: Path) -> None:
    """B1: it is named in the header, in the text, or by the user."""
    text = old('<trans-unit><source>a</source><target xml:lang="fr">b</target></trans-unit>', "")
    assert [unit.target_language for unit in read(tmp_path, text)[0]] == ["fr"]
    text = new('<segment><source>a</source><target xml:lang="fr">b</target></segment>')
    text = text.replace(' trgLang="en"', "")
    assert [unit.target_language for unit in read(tmp_path, text)[0]] == ["fr"]
    path = tmp_path / "b.xlf"
    path.write_text(old("<trans-unit><source>a</source><target>b</target></trans-unit>", ""))
    (found,) = read_units(path, target_language="de")
    assert found.unit.target_language == "de"
    path.write_text(path.read_text().replace(' source-language="zh-CN"', ""))
    with pytest.raises(InputError, match="--source-language"):
        list(read_units(path, target_language="de"))


@pytest.mark.parametrize(
    "content", ['<x id="1"/> <x id="2"/>', ' <g id="1"> </g>\u00a0', "<ph id='1'>c</ph>\u3000", " "]
)
def test_segments_of_codes_and_blanks_are_passed_over(tmp_path: Path, content: str) -> None:
    """F16: one of them refused the whole file, without its line."""
    bad = f"<trans-unit><source>{content}</source><target>{content}</target></trans-unit>"
    good = "<trans-unit><source>甲</source><target>a</target></trans-unit>"
    units, skipped = read(tmp_path, old(f"{bad}\n{good}"))
    assert [unit.source for unit in units] == ["甲"]
    assert [(problem.code, problem.line) for problem in skipped] == [("untranslated", 1)]


def test_import_into_a_memory(tmp_path: Path) -> None:
    (tmp_path / "a.xlf").write_text(CASES[1][0], encoding="utf-8")
    with Memory(tmp_path / "m.db") as memory:
        assert import_file(memory, tmp_path / "a.xlf").added == 1
        assert memory.search("打老虎！")[0].translation == "Swat tigers!"


def test_real_files(data: Path) -> None:
    dtd = etree.DTD(str(data / "formats/tmx/schemas/tmx14.dtd"))
    paths = [
        path
        for path in sorted((data / "formats").glob("xliff*/dev/**/*"))
        if path.suffix in (".xlf", ".xliff", ".sdlxliff")
    ]
    assert len(paths) > 200
    count = 0
    for path in paths:
        units = [found.unit for found in read_units(path, target_language="en")]
        count += len(units)
        out = io.BytesIO()
        write_units(out, units)
        assert dtd.validate(etree.fromstring(out.getvalue())), (path, dtd.error_log)
    assert count > 170
