"""The memory of a glossary: from Python, from the command line, and alignment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from glossary.find import Finder
from glossary.translate.align import align, as_units
from glossary.translate.pretranslate import pretranslate
from termbase.errors import NotFound
from termbase.formats.bilingual import Segment
from termbase.memory import parallel
from termbase.model.unit import TranslationUnit
from tests.glossary.conftest import Run

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_memory_of_a_glossary(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.db") as g:
        g.memory.add("坚持以人民为中心。", "Put the people first.")
        for match in g.memory.search("坚持以人民为中心", at_least=70, limit=5):
            assert (match.score, match.unit.target) == (88, "Put the people first.")
    with glossary.open() as g, pytest.raises(NotFound, match="no base of your own is open"):
        _ = g.memory


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["search", "裸官"], 1), (["concordance", "裸官"], 1), (["stats"], 0), (["export", "-"], 0),
        (["deduplicate"], 0), (["delete", "--containing", "裸官"], 1),
    ],
)  # fmt: skip
def test_a_memory_that_is_not_there_yet_is_an_empty_one(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    expected: int,
) -> None:
    monkeypatch.delenv("GLOSSARY_BASE")
    monkeypatch.setattr("glossary.cli.options._default_base", lambda: Path("data", "own.db"))
    code, _, err = run("memory", *command)
    assert code == expected
    assert "glossary:" not in err.replace("glossary: nothing found for '裸官'", "")


def test_a_compressed_export_is_imported_again(run: Run) -> None:
    run("memory", "add", "会议于2016年召开。", "The meeting was held in 2016.")
    assert run("memory", "export", "m.tmx.gz") == (0, "", "1 unit written\n")
    assert Path("m.tmx.gz").read_bytes().startswith(b"\x1f\x8b")
    assert run("memory", "import", "m.tmx.gz")[2] == "m.tmx.gz: memory: 0 new, 1 already present\n"


def test_search(run: Run) -> None:
    assert run("memory", "add", "会议于2016年召开。", "The meeting was held in 2016.")[0] == 0
    assert (
        "already present"
        in run("memory", "add", "会议于2016年召开。", "The meeting was held in 2016.")[2]
    )
    code, out, _ = run("memory", "search", "会议于2017年召开。", "--json")
    (row,) = json.loads(out)
    assert code == 0
    assert {"score", "source", "target", "id", "origin"} <= set(row)
    assert (row["score"], row["suggestion"]) == (99, "The meeting was held in 2017.")
    code, out, _ = run("memory", "search", "会议于2017年召开。")
    assert out.splitlines()[0] == " 99  会议于[-2017-]{+2016+}年召开。"
    assert "→  The meeting was held in 2017." in out
    assert run("memory", "search", "没有", "--json")[:2] == (1, "[]\n")
    for command in ("search", "concordance"):
        expected = (1, "", "glossary: nothing found for '无此句'\n")
        assert run("memory", command, "无此句") == expected
    assert run("memory", "search", "会议", "--at-least", "0")[0] == 2
    code, out, _ = run("memory", "search", "大家要知道会议于2016年在北京召开的消息以及别的。")
    assert code == 1
    assert out.startswith("fragment: 会议于2016年")


def test_files(run: Run, tmp_path: Path) -> None:
    Path("a.tsv").write_text(
        "source\ttarget\n裸官\tnaked official\n老虎\ttiger\n苍蝇\t\n", encoding="utf-8"
    )
    code, _, err = run("memory", "import", "a.tsv")
    assert code == 0
    assert "a.tsv:4: a row without source or target" in err
    assert "2 new, 1 skipped" in err
    assert run("memory", "export", "b.tmx")[0] == 0
    assert "0 new, 2 already present" in run("import", "b.tmx")[2]
    assert run("memory", "export", "-")[1].startswith("<?xml")
    assert run("memory", "export", "b.docx")[0] == 2
    assert not Path("b.docx").exists()
    assert run("memory", "import", "none.tmx")[0] == 3
    Path("zh.txt").write_text("一\n二\n", encoding="utf-8")
    Path("en.txt").write_text("one\ntwo\n", encoding="utf-8")
    assert "2 new" in run("memory", "import", "--aligned", "zh.txt", "en.txt")[2]
    assert run("memory", "import", "--aligned", "zh.txt")[0] == 2
    code, out, _ = run("memory", "stats")
    assert "units" in out
    assert json.loads(run("memory", "stats", "--json")[1])["units"] == 4


def test_concordance_and_care(run: Run) -> None:
    run("memory", "add", "三名裸官被調離。", "Three naked officials were moved.", "--origin", "x")
    code, out, _ = run("memory", "concordance", "裸官")
    assert code == 0
    assert out.startswith("glossary: 裸官 = naked official\n三名〔裸官〕被調離。\n")
    assert json.loads(run("memory", "concordance", "调离", "--json")[1])[0]["spans"] == [[5, 7]]
    assert run("memory", "concordance", "没有")[0] == 1
    assert "would be changed" in run("memory", "replace", "naked", "bare", "--dry-run")[2]
    assert "1 unit changed" in run("memory", "replace", "naked", "bare")[2]
    assert run("memory", "replace", "naked", "bare")[0] == 1
    assert run("memory", "delete")[0] == 2
    assert run("memory", "delete", "--origin", "y")[0] == 1
    assert "would be deleted" in run("memory", "delete", "--origin", "x", "--dry-run")[2]
    assert "1 unit deleted" in run("memory", "delete", "--containing", "裸官", "--origin", "x")[2]
    assert "0 units deleted" in run("memory", "deduplicate")[2]


def test_pretranslate(run: Run) -> None:
    run("memory", "add", "三名裸官被调离。", "Three naked officials were moved.")
    Path("a.txt").write_text("三名裸官被调离。新的句子。", encoding="utf-8")
    code, out, err = run("memory", "pretranslate", "a.txt")
    assert code == 0
    assert out.splitlines()[1:] == [
        "三名裸官被调离。\tThree naked officials were moved.\t100",
        "新的句子。\t\t",
    ]
    assert "none" in err
    Path("a.tsv").write_text("id\tsource\n1\t三名裸官被调离。\n", encoding="utf-8")
    assert run("memory", "pretranslate", "a.tsv", "-o", "out.tsv", "--quiet")[0] == 0
    assert "naked" in Path("out.tsv").read_text(encoding="utf-8")
    Path("b.tsv").write_text("x\n1\n", encoding="utf-8")
    assert run("memory", "pretranslate", "b.tsv")[0] == 3


XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="zh-CN" trgLang="en">
 <file id="f">
  <unit id="u">
   <segment><source>三名裸官被调离。</source></segment>
   <segment><source>四名裸官被调离。</source></segment>
   <segment><source>裸官</source></segment>
   <segment><source>没有</source></segment>
   <segment><source>中纪委</source><target>x</target></segment>
  </unit>
 </file>
</xliff>
"""


def test_pretranslate_a_bilingual_file(run: Run) -> None:
    run("memory", "add", "三名裸官被调离。", "Three naked officials were moved.")
    path = Path("a.xlf")
    path.write_text(XLIFF, encoding="utf-8")
    code, out, err = run("memory", "pretranslate", "a.xlf")
    assert code == 0
    assert '<segment state="translated"><source>三名裸官被调离。</source><target>Three naked' in out
    assert "<source>裸官</source><target>naked official</target>" in out
    assert out.count("<target>") == 4
    assert "3 segments filled in, 1 not open" in err
    assert "glossary" in err
    assert run("memory", "pretranslate", "a.xlf", "--in-place", "--quiet") == (0, "", "")
    assert path.read_text(encoding="utf-8") == out
    # What is left has nothing in the memory.
    assert run("memory", "pretranslate", "a.xlf", "-o", "a.xlf")[0] == 1
    assert path.read_text(encoding="utf-8") == out
    code, out, err = run("memory", "pretranslate", "a.xlf", "--terms")
    assert code == 0
    assert "2 terms added" in err
    assert "<gls:term>中纪委</gls:term><gls:translation>CCDI<" in out
    # Only what is confirmed is read again.
    assert "2 new" in run("memory", "import", "a.xlf")[2]


@pytest.mark.parametrize("text", ["裸官", "三名裸官被调离。", "naked official", "7名裸官被调离。"])
def test_a_segment_gets_one_answer_from_all_kinds_of_files(run: Run, text: str) -> None:
    run("memory", "add", "三名裸官被调离。", "Three naked officials were moved.")
    run("memory", "add", "5名裸官被调离。", "5 naked officials were moved.")
    source, target = ("en", "zh") if text.isascii() else ("zh", "en")
    Path("a.txt").write_text(text, encoding="utf-8")
    Path("a.tsv").write_text(f"source\n{text}\n", encoding="utf-8")
    Path("a.po").write_text(
        f'msgid ""\nmsgstr "Language: {target}\\n"\n\nmsgid "{text}"\nmsgstr ""\n',
        encoding="utf-8",
    )
    Path("a.xlf").write_text(
        f"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="{source}"
        trgLang="{target}"><file id="f"><unit id="u"><segment><source>{text}</source></segment></unit>
        </file></xliff>""",
        encoding="utf-8",
    )
    outputs = {}
    for name in ("a.txt", "a.tsv", "a.po", "a.xlf"):
        code, outputs[name], _ = run("memory", "pretranslate", name)
        assert code == 0, name
    answer = outputs["a.txt"].splitlines()[1].split("\t")[1]
    assert answer
    assert outputs["a.tsv"] == outputs["a.txt"]
    assert f'msgstr "{answer}"' in outputs["a.po"]
    assert f"<target>{answer}</target>" in outputs["a.xlf"]


def test_workers_pretranslate_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    segments = [Segment(f"第{n % 40}名裸官。", "", "zh", "en", n % 3 > 0) for n in range(120)]
    with glossary.open(tmp_path / "team.db") as g:
        g.memory.add_many(
            TranslationUnit(f"第{n}名裸官。", f"No. {n}.", before="第1名裸官。") for n in range(20)
        )
        expected = pretranslate(g.memory, g, segments, processes=1)
        assert [suggestion.number for suggestion in expected] == [
            n for n in range(120) if n % 3 > 0
        ]
        assert {s.match.score for s in expected if s.match} == {99, 100}
        monkeypatch.setattr(parallel, "_WORTH_WORKERS", 20)
        monkeypatch.setattr(parallel, "_BATCH", 7)
        assert pretranslate(g.memory, g, segments, processes=2) == expected


@pytest.mark.parametrize(
    ("stored", "language", "expected"),
    [
        ("立即打開{}記憶體", "zh-CN", "立即打开{}记忆体"),
        ("立即打开{}程序", "zh-TW", "立即打開{}程序"),
    ],
)
def test_codes_survive_conversion(
    tmp_path: Path, stored: str, language: str, expected: str
) -> None:
    code = '<ph x="1"/>'
    with glossary.open(tmp_path / "team.db", builtin=False) as g:
        g.memory.add(
            "Open now", stored.replace("{}", ""),
            source_markup=f"Open {code}now", target_markup=stored.replace("{}", code),
        )  # fmt: skip
        segment = Segment("Open now", f"Open {code}now", "en", language, True)
        (suggestion,) = pretranslate(g.memory, None, [segment])
        assert suggestion.translation
        assert "".join(suggestion.translation.parts) == expected.replace("{}", code)


@pytest.mark.parametrize(
    "command",
    [
        ["memory", "search", "裸官"], ["memory", "concordance", "裸官"], ["memory", "stats"],
        ["memory", "export", "-"], ["memory", "pretranslate", "a.txt"],
        ["memory", "delete", "--containing", "裸官", "--dry-run"],
        ["memory", "replace", "a", "b", "--dry-run"],
        ["lookup", "裸官"], ["find", "a.txt"], ["annotate", "a.txt", "--to", "json"],
        ["export", "-", "--format", "csv", "--no-builtin"], ["stats", "--no-builtin"],
        ["validate", "--no-builtin"],
    ],
)  # fmt: skip
def test_reading_commands_create_nothing(run: Run, tmp_path: Path, command: list[str]) -> None:
    Path("a.txt").write_text("没有", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    for option in ([], ["--base", "typo.db"], ["--base", "none/typo.db"]):
        code, _, err = run(*option, *command)
        assert code in (0, 1), err
        assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("place", [0, 1, 2])
def test_shared_options_at_every_level(run: Run, place: int) -> None:
    run("memory", "add", "裸官", "naked official", "--base", "own.db")
    command = ["memory", "search", "裸官"]
    command[place:place] = ["--base", "own.db"]
    assert run(*command)[0] == 0


def test_deleting_by_an_empty_text_is_refused(run: Run) -> None:
    run("memory", "add", "裸官", "naked official")
    assert run("memory", "delete", "--containing", "")[0] == 2
    assert run("memory", "delete", "--containing", "\u200b")[0] == 3
    assert json.loads(run("memory", "stats", "--json")[1])["units"] == 1


PO = """msgid ""
msgstr "Language: zh_CN\\n"

msgid "naked official"
msgstr ""

msgid "Three naked officials were moved."
msgstr ""

#, fuzzy
msgid "a"
msgstr "b"
"""


def test_po_files(run: Run) -> None:
    run("memory", "add", "三名裸官被调离。", "Three naked officials were moved.")
    Path("a.po").write_text(PO, encoding="utf-8")
    code, out, _ = run("memory", "pretranslate", "a.po")
    assert code == 0
    assert '#, fuzzy\nmsgid "naked official"\nmsgstr "裸官"\n' in out
    assert 'moved."\nmsgstr "三名裸官被调离。"\n' in out
    assert run("memory", "pretranslate", "a.po", "--in-place", "--terms")[0] == 2
    Path("a.po").write_text(out, encoding="utf-8")
    err = run("import", "a.po")[2]
    assert "a.po:12: a fuzzy translation" in err
    assert "a.po: memory: 1 new, 2 skipped" in err


def test_an_xliff_with_terms(run: Run) -> None:
    Path("a.csv").write_text("simplified,english\n新词,neologism\n", encoding="utf-8")
    run("import", "a.csv", "--no-builtin")
    assert run("export", "a.xlf", "--no-builtin")[0] == 0
    text = Path("a.xlf").read_text(encoding="utf-8").replace("</file>", (
        '<unit id="u"><segment><source>一</source><target>one</target></segment></unit></file>'
    ))  # fmt: skip
    Path("b.xlf").write_text(text, encoding="utf-8")
    _, _, err = run("--base", "b.db", "import", "b.xlf")
    assert err == "b.xlf: concepts: 1 new; terms: 2 new\nb.xlf: memory: 1 new\n"
    assert run("convert", "b.xlf", "c.csv")[0] == 0
    assert "新词" in Path("c.csv").read_text(encoding="utf-8")


def test_what_pretranslate_refuses(run: Run) -> None:
    Path("a.txt").write_text("裸官", encoding="utf-8")
    Path("a.xlf").write_text("<a/>", encoding="utf-8")
    assert run("memory", "pretranslate", "a.txt", "--in-place")[0] == 2
    assert run("memory", "pretranslate", "a.xlf", "--in-place", "-o", "b.xlf")[0] == 2
    code, _, err = run("memory", "pretranslate", "a.xlf", "--in-place")
    assert (code, Path("a.xlf").read_text(encoding="utf-8")) == (3, "<a/>")
    assert "a.xlf:1: not an XLIFF" in err


def test_align_command(run: Run) -> None:
    files = [str(EXAMPLES / name) for name in ("mainland.txt", "mainland.en.txt")]
    code, out, _ = run("memory", "align", *files)
    assert code == 0
    assert "一年过去，答案落在两个数字上" in out
    assert run("memory", "align", *files, "-o", "pairs.tmx")[0] == 0
    assert "31 new" in run("memory", "import", "pairs.tmx")[2]
    assert run("memory", "search", "青芦县今年为九名干部公开澄清", "--at-least", "20")[0] == 0


def test_the_example_is_aligned_as_a_reader_would() -> None:
    texts = [
        (EXAMPLES / name).read_text(encoding="utf-8")
        for name in ("mainland.txt", "mainland.en.txt")
    ]
    with glossary.open() as g:
        pairs = align(Finder(g.termbase), *texts)
    assert len(pairs) == 31
    assert all(pair.source and pair.target for pair in pairs)
    two = {pair.source[0][:6] for pair in pairs if len(pair.target) == 2}
    assert two == {"通报里还有一", "八项规定出台", "（本文为本项"}
    begins = {pair.source[0][:4]: pair.target[0][:12] for pair in pairs}
    assert begins["四个月后"] == "Four months "
    assert begins["老虎苍蝇"] == "Swatting tig"
    assert begins["把权力关"] == "In confining"


def test_gaps_and_merged_sentences(small: Glossary) -> None:
    source = "中纪委通报了三名裸官。这一句没有译文，因为译者觉得太长太烦琐而且没有用。国企改革了。学习时报说好。"
    target = "The CCDI named three naked officials. SOE reform came, said Study Times."
    pairs = align(Finder(small.termbase), source, target)
    assert [s for pair in pairs for s in pair.source] == source.replace("。", "。\n").split()
    assert [len(pair.source) for pair in pairs if pair.target] == [1, 2]
    assert [pair.confidence for pair in pairs if not pair.target] == [0.0]
    units = list(as_units(pairs))
    assert units[1].source == "国企改革了。学习时报说好。"
    assert units[0].after == units[1].source
    assert align(Finder(small.termbase), "", "One. Two.")[1].target == ("Two.",)
    assert list(as_units(pairs, at_least=1.1)) == []


def test_languages_that_a_file_does_not_name(run: Run) -> None:
    """B1: such files were refused without a remedy, or ended in a KeyError."""
    head = (
        '<xliff version="1.2"><file original="x" datatype="plaintext" source-language="{}"><body>'
    )
    unit = "<trans-unit id='1'><source>{}</source>{}</trans-unit></body></file></xliff>"
    Path("fr.xlf").write_text(head.format("fr") + unit.format("bonjour", ""), encoding="utf-8")
    code, _, err = run("memory", "pretranslate", "fr.xlf")
    assert code == 3
    assert (
        "fr.xlf: the file does not name its target language; name it in languages (--target-lang"
        in err
    )
    assert run("memory", "pretranslate", "fr.xlf", "--target-language", "de")[0] == 1
    text = head.format("en") + unit.format("naked official", "<target>裸官</target>")
    Path("a.xlf").write_text(text, encoding="utf-8")
    assert "name it in languages (--target-language)" in run("memory", "import", "a.xlf")[2]
    assert "1 new" in run("memory", "import", "a.xlf", "--target-language", "zh_cn")[2]
    assert "en → zh-CN" in run("memory", "stats")[1]


def test_templates_and_trados_memories_are_bilingual(run: Run) -> None:
    run("memory", "add", "naked official", "裸官")
    Path("a.pot").write_text('msgid "naked official"\nmsgstr ""\n', encoding="utf-8")
    code, out, _ = run("memory", "pretranslate", "a.pot")
    assert (code, out) == (0, 'msgid "naked official"\nmsgstr "裸官"\n')
    Path("b.sdltm").write_bytes(b"")
    code, _, err = run("import", "b.sdltm")
    assert (code, "b.sdltm: not an SDLTM" in err) == (3, True)


def test_bad_units(run: Run) -> None:
    """F4: what comes in can go out, and one bad unit never costs the others."""
    Path("a.tsv").write_text("zh\ten\n竖\x1f排\tx\n裸官\tnaked official\n", encoding="utf-8")
    code, _, err = run("memory", "import", "a.tsv")
    assert (code, "a.tsv:2: U+001F" in err, "--clean" in err) == (3, True, True)
    assert "1 new, 1 skipped" in run("memory", "import", "a.tsv", "--skip-bad")[2]
    assert "1 new, 1 already present" in run("memory", "import", "a.tsv", "--clean")[2]
    code, _, err = run("memory", "add", "竖\x0b排", "x")
    assert (code, "U+000B" in err) == (3, True)
    assert "2 units written" in run("memory", "export", "a.tmx")[2]
