"""Every real file of other tools: read, or refused with a reason that a person agrees with.

Files of XLIFF have a table of their own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from glossary.cli import main


class Outcome(NamedTuple):
    code: int
    said: str


Run = Callable[..., Outcome]
OK, DOUBTS, BAD = 0, 1, 3

# A file, or all that a pattern matches, the options, the exit code, and a part of the output.
CHECKED = [
    ("cedict/dev/*", (), DOUBTS, "3,053 concepts"),
    ("deepl/dev/*.md", (), BAD, "no table with a column of Chinese terms"),
    ("gemet-zh/dev/*", (), BAD, "not valid utf-8 (at byte offset 19998)"),
    ("omegat-glossary/dev/cn_jp_glossary.txt", ("--format", "omegat"), BAD, "no source and target separated by a tab"),
    ("omegat-glossary/dev/omegat.project.xml", (), BAD, "unknown suffix '.xml'; name the format, one of: "),
    ("omegat-glossary/dev/test-magiccomment-bom.tab", (), OK, "0 concepts"),
    ("omegat-glossary/dev/test.csv", (), BAD, "no column 'simplified' or 'traditional'"),
    ("omegat-glossary/dev/test.csv", ("--format", "google"), BAD, "'kde' and 'csv kde' are not Chinese and English"),
    ("omegat-glossary/dev/test.tab", (), BAD, "'kde' and 'koo moo' are not Chinese and English"),
    ("omegat-glossary/dev/testUTF16LE.txt", ("--format", "omegat"), BAD, "'UTF' and 'Unicode Transformation Format'"),
    ("omegat-glossary/dev/zh_CN_mdn_glossary.txt", ("--format", "omegat"), DOUBTS, "26 concepts"),
    ("omegat-glossary/dev/zh_TW_l10n_glossary.txt", ("--format", "omegat"), DOUBTS, "concepts"),
    ("skos/dev/*", (), BAD, "skos can be written but not read; use TBX for both"),
    ("srx/dev/*", (), BAD, "unknown suffix '.srx'; name the format, one of: "),
    ("tbx2/dev/Good-Basic2.tbx", (), DOUBTS, "25 concepts"),
    ("tbx2/dev/ibm_tbx.tbx", (), DOUBTS, "5 concepts"),
    ("tbx2/dev/omegat_sample.tbx", (), DOUBTS, "1 concept, "),
    ("tbx2/dev/oracle_TBX.tbx", (), DOUBTS, "2 concepts"),
    ("tbx2/dev/test01.tbx", (), DOUBTS, "1 concept, "),
    ("tbx2/dev/test02_win1254.tbx", (), DOUBTS, "1 concept, "),
    ("tbx3/dev/*_astronomy.tbx", (), DOUBTS, "no-chinese"),
    ("tbx3/dev/basic_good.tbx", (), DOUBTS, "no-chinese"),
    ("tbx3/dev/basic_bad.tbx", (), BAD, "basic_bad.tbx:69: invalid partOfSpeech 'nominal'; expected one of: adjective"),
    ("tbx3/dev/core_structure_bad.tbx", (), BAD, "core_structure_bad.tbx:32: <term> is not allowed here in <termSec>"),
    ("tmx/dev/invalid.tmx", (), BAD, "invalid.tmx:"),
    ("utx/dev/*.utx", (), BAD, "invalid languages 'en-US/ja-JP'; expected Chinese and English"),
    ("utx/dev/*.rst", (), BAD, "unknown suffix '.rst'; name the format, one of: "),
    ("weblate/dev/*.csv", (), BAD, "no column 'simplified' or 'traditional'"),
    ("weblate/dev/*.csv", ("--format", "weblate"), BAD, "'Edit' and 'Upravit' are not Chinese and English"),
    ("webanno/dev/correct_*", (), BAD, "no terms; expected an object whose 'concepts' is a list"),
    ("webanno/dev/incorrect_*", (), BAD, ".json:"),
]  # fmt: skip

# How many units a memory has of each TMX, and how many segments are left out.
UNITS = {
    "tmx/dev/ExportTest1A.tmx": "4 new",
    "tmx/dev/ExportTest1B.tmx": "2 new",
    "tmx/dev/ImportTest1A.tmx": "2 new",
    "tmx/dev/ImportTest1B.tmx": "1 new",
    "tmx/dev/ImportTest1C.tmx": "12 new",
    "tmx/dev/ImportTest1D.tmx": "3 new",
    "tmx/dev/ImportTest1E.tmx": "3 new",
    "tmx/dev/ImportTest1F.tmx": "3 new",
    "tmx/dev/ImportTest1H.tmx": "3 new",
    "tmx/dev/ImportTest2A.tmx": "7 new",
    "tmx/dev/empty.tmx": "0 new",
    "tmx/dev/en-ca.tmx": "1 new",
    "tmx/dev/invalid.tmx": "0 new, 1 skipped",
    "tmx/dev/test-SMP.tmx": "1 new",
    "tmx/dev/test-level1.tmx": "7 new",
    "tmx/dev/test-level2.tmx": "4 new",
    "tmx/dev/test-missingSource.tmx": "5 new, 1 skipped",
    "tmx/dev/test-multiple-tuv14.tmx": "11 new",
    "tmx/dev/zh_CN_mdn_level1.tmx": "336 new",
    "tmx/dev/zh_CN_mdn_level2.tmx": "336 new",
    "tmx/dev/zh_TW_omegat_l10n.tmx": "175 new",
    "weblate/dev/memory_dump_template.tmx": "1 new",
}


@pytest.fixture(scope="module")
def formats(data: Path) -> Path:
    return data / "formats"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    def call(*args: str) -> Outcome:
        base = ("--base", str(tmp_path / "own.db"), "--no-builtin")
        monkeypatch.setattr(sys, "argv", ["glossary", *args, *base])
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Outcome(int(stop.value.code or 0), out + err)

    return call


@pytest.mark.parametrize(("pattern", "args", "code", "said"), CHECKED)
def test_files_are_checked(
    formats: Path, run: Run, pattern: str, args: tuple[str, ...], code: int, said: str
) -> None:
    paths = sorted(formats.glob(pattern))
    assert paths
    for path in paths:
        outcome = run("validate", str(path), *args)
        assert (outcome.code, path) == (code, path), outcome.said
        assert said in outcome.said


@pytest.mark.parametrize(("pattern", "args", "code", "said"), CHECKED)
def test_what_can_be_checked_can_be_imported(
    formats: Path, run: Run, pattern: str, args: tuple[str, ...], code: int, said: str
) -> None:
    for path in sorted(formats.glob(pattern))[:4]:
        if path.suffix != ".tmx":
            outcome = run("import", str(path), *args, "--on-conflict", "theirs")
            # TBX that breaks the rules of its dialect can be read.
            refused = code == BAD and path.suffix != ".tbx"
            assert outcome.code == (BAD if refused else OK), outcome.said
            assert refused or " new" in outcome.said


@pytest.mark.parametrize(("name", "said"), UNITS.items())
def test_memories_are_imported(formats: Path, run: Run, name: str, said: str) -> None:
    outcome = run("memory", "import", str(formats / name), "--duplicates", "all")
    assert outcome.code == OK
    assert f"{Path(name).name}: memory: {said}" in outcome.said


def test_every_file_has_its_outcome(formats: Path) -> None:
    known = {path for pattern, *_ in CHECKED for path in formats.glob(pattern)}
    known |= {formats / name for name in UNITS}
    there = {
        path
        for path in formats.glob("*/dev/**/*")
        if path.is_file() and not path.relative_to(formats).parts[0].startswith("xliff")
    }
    assert there == known
