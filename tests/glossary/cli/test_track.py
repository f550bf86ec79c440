"""``glossary track``, as a user calls it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import glossary
from tests.glossary.conftest import Result, Run
from tests.glossary.corpus.track.tables import EXAMPLE

pytest.importorskip("pyarrow", reason="pyarrow is not installed")
CORPUS = str(EXAMPLE.parent)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with a few terms."""
    path = tmp_path_factory.mktemp("base") / "own.db"
    with glossary.open(path, builtin=False) as own:
        own.add("新质生产力", "new quality productive forces")
        own.add("内卷", "involution")
        own.add("国会", "congress")
        own.add("议会", "congress")
    return path


@pytest.fixture
def formulas(run: Run, tmp_path: Path, base: Path) -> Run:
    """The command with these terms, and a folder for what is found."""
    shutil.copy(base, tmp_path / "own.db")
    parts = ("--parts", str(tmp_path / "parts"))

    def call(*args: str) -> Result:
        return run("track", CORPUS, *args, *parts, "--no-builtin")

    return call


def test_terms_after_the_corpus_and_as_an_option(formulas: Run) -> None:
    code, out, err = formulas("--terms", "新质生产力", "involution", "--few", "0")
    assert (code, err) == (0, "")
    rows = [line.split() for line in out.splitlines() if "(all)" in line]
    assert [row[:2] for row in rows] == [["新质生产力", "(all)"], ["内卷", "(all)"]]
    assert (
        "first: 2024-03-05 bulletins.jsonl:13:15  代表从北京回来，讲得最多的词是〔新质生产力〕。"
        in out
    )
    assert "1 text whose date is unknown" in out
    assert "\x1b" not in out


def test_json(formulas: Run) -> None:
    code, out, _ = formulas("新质生产力", "--json", "--by", "quarter", "--outlet", "青芦日报")
    assert code == 0
    assert [
        (row["period"], row["outlet"], row["articles"], row["texts"]) for row in json.loads(out)
    ] == [("2024-Q1", "青芦日报", 2, 9), ("2024-Q2", "青芦日报", 3, 9)]
    code, out, _ = formulas(
        "新质生产力", "--json", "--summary", "--since", "2024-04", "--until", "2024-05-08"
    )
    first = json.loads(out)[0]
    assert (first["first"]["date"], first["last"]["date"]) == ("2024-04-03", "2024-05-06")


def test_all_terms_most_frequent_first(formulas: Run) -> None:
    code, out, _ = formulas("-n", "1", "--to", "csv")
    assert code == 0
    assert {line.split(",")[1] for line in out.splitlines()[1:]} == {"新质生产力"}
    code, out, _ = formulas()
    assert [line.split()[0] for line in out.splitlines() if "(all)" in line] == [
        "新质生产力",
        "内卷",
    ]


@pytest.mark.parametrize("suffix", ["json", "csv", "parquet", "html", "svg", "png"])
def test_files(formulas: Run, tmp_path: Path, suffix: str) -> None:
    if suffix in ("svg", "png"):
        pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    code, out, err = formulas("内卷", "-o", f"out.{suffix}")
    assert (code, out) == (0, "")
    # A page says itself which texts are not in it.
    assert err.splitlines()[-1] == f"out.{suffix}"
    assert ("1 text whose date is unknown" in err) == (suffix != "html")
    beginnings = {"json": b"[", "csv": b"concept,", "parquet": b"PAR1", "html": b"<!DOCTYPE html>",
                  "svg": b"<?xml", "png": b"\x89PNG"}  # fmt: skip
    assert (tmp_path / f"out.{suffix}").read_bytes().startswith(beginnings[suffix])


def test_a_term_of_several_concepts(formulas: Run) -> None:
    code, _, err = formulas("congress", "--json")
    assert code == 0
    assert "congress: a term of 2 concepts, all counted: guohui, yihui\n" in err


BAD = [
    (("内捲卷",), 1, "no concept has the term '内捲卷'"),
    (("re-education camp",), 1, "add it first: glossary add TERM 're-education camp'"),
    (("新制生产力",), 1, "no concept has the term '新制生产力'; did you mean 新质生产力?; to count it, add it first: glossary add 新制生产力 RENDERING"),
    (("内卷", "--since", "soon"), 3, "'soon' is not a date; expected one such as 2024-03-09"),
    (("内卷", "--since", "2025", "--until", "2024"), 3, "the first date, 2025, is after the last one"),
    (("内卷", "--outlet", "X"), 3, "the corpus has no outlet 'X'; its outlets are: 港湾晚报, 青芦日报"),
    (("内卷", "--scale", "none.toml"), 3, "none.toml: cannot be read"),
    (("内卷", "--columns", "date"), 2, "--columns date: expected such as date=published"),
    (("内卷", "-o", "x.pdf"), 2, "x.pdf: unknown suffix; expected one of .json"),
    (("内卷", "--json", "--to", "csv"), 2, "--json and --to csv: give one of them"),
    (("内卷", "--summary"), 2, "--summary is for --json and --to csv"),
    (("--subject", "sloga"), 2, "invalid subject 'sloga'"),
    (("内卷", "--by", "decade"), 2, "'decade' is not one of"),
    (("内卷", "--since", "2030"), 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("args", "code", "message"), BAD, ids=lambda value: str(value)[:40])
def test_what_cannot_be_done(formulas: Run, args: tuple[str, ...], code: int, message: str) -> None:
    result = formulas(*args)
    assert result.code == code
    assert message in result.err
    if code == 3:
        assert result.err.count("\n") == 1


def test_in_python(base: Path, tmp_path: Path) -> None:
    with glossary.open(base, builtin=False) as own:
        track = partial(own.track, CORPUS, parts=tmp_path / "parts", processes=1)
        tracking = track("involution", by="year", quotations=2)
        assert {one.series.concept for one in tracking.tracked} == {"neijuan"}
        assert tracking.tracked[0].first
        assert len(tracking.tracked[0].examples["2024"]) == 2
        assert [concept.id for concept in track().concepts] == ["xinzhishengchanli", "neijuan"]
        with pytest.raises(glossary.NotFound, match="'新制生产力'; did you mean 新质生产力"):
            track("新制生产力")
        with pytest.raises(ValueError, match="decade"):
            track(by="decade")


INAPPLICABLE = [
    (("国会", "--new"), "TERM does not apply to --new"),
    (("--new", "--by", "year"), "--by does not apply to --new"),
    (("--new", "--renderings"), "--renderings does not apply to --new"),
    (("--new", "-o", "x.html"), "x.html: unknown suffix; expected one of .json, .csv, .tsv"),
    (("--renderings", "国会", "-n", "3"), "-n does not apply to --renderings"),
    (
        ("--renderings", "国会", "--to", "tsv"),
        "tsv: not a format of --renderings; expected one of: text, json",
    ),
    (("国会", "--to", "tsv"), "tsv: not a format of counts; expected one of: text, json"),
    (("国会", "--least", "9"), "--least is for --new"),
    (("国会", "--renderings", "--least", "9"), "--least is for --new"),
    (("国会", "--quotations", "1"), "--quotations is for a page: -o PAGE.html"),
    (("国会", "--scale", "a.toml", "-o", "x.svg"), "--scale does not apply to a plot"),
]


@pytest.mark.parametrize(("args", "message"), INAPPLICABLE, ids=lambda value: str(value)[:40])
def test_no_option_is_ignored_in_silence(run: Run, args: tuple[str, ...], message: str) -> None:
    code, _, err = run("track", CORPUS, *args)
    assert (code, message in err) == (2, True)


def test_a_plot_without_matplotlib(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, _, err = run("track", CORPUS, "国会", "-o", "x.png", "--parts", "parts")
    assert code == 3
    assert err == (
        "glossary: plots need matplotlib; install it with: pip install 'zh-en-glossary[corpus]'\n"
    )
    # The corpus was not even read.
    assert not (tmp_path / "parts").exists()


def test_a_corpus_that_is_not_there(run: Run) -> None:
    code, _, err = run("track", "none", "国会", "--parts", "parts")
    assert code == 3
    assert err.startswith("glossary: none: ")
    assert err.count("\n") == 1


def test_an_output_does_not_become_a_part_of_the_corpus(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "2024-01-01.txt").write_text("国会", encoding="utf-8")
    for name in ("news/x.html", "news/../news/deeper/x.csv"):
        code, _, err = run("track", "news", "国会", "-o", name, "--parts", "parts")
        assert code == 3
        assert err.startswith(f"glossary: {name}: is in the corpus, and the next run would read it")
    code, _, err = run("track", "news", "--new", "-o", "news/x.csv")
    assert (code, "is in the corpus" in err) == (3, True)
    # What is not read may be there, and so may other files be beside it.
    for name in ("news/x.json", "x.html"):
        assert run("track", "news", "国会", "-o", name, "--parts", "parts").code == 0


def test_the_corpus_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "texts.csv"
    source.write_text("date,text\n2024-01-01,国会\n", encoding="utf-8")
    code, _, err = run("track", "texts.csv", "国会", "-o", "texts.csv", "--parts", "parts")
    assert code == 3
    assert "would overwrite one of the inputs" in err
    assert source.read_text(encoding="utf-8").startswith("date,text")


def test_a_scan_that_finds_nothing_new_imports_only_what_it_needs(
    formulas: Run, tmp_path: Path
) -> None:
    assert formulas("新质生产力").code == 0
    code = (
        "import sys\n"
        "from glossary.cli.application import run\n"
        "run()\n"
        "slow = {'numpy.ma', 'importlib.metadata', 'termbase.formats.tables', 'pandas'}\n"
        "print(sorted(slow & sys.modules.keys()))\n"
    )
    command = [
        "track",
        CORPUS,
        "新质生产力",
        "--parts",
        "parts",
        "--base",
        "own.db",
        "--no-builtin",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=tmp_path, check=True, timeout=120, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


def test_pyarrow_is_kept_from_importing_pandas() -> None:
    code = (
        "import sys, pyarrow as pa\n"
        "from glossary.cli.corpus_options import spare_pandas\n"
        "spare_pandas()\n"
        "assert pa.array(['a', None]).to_pylist() == ['a', None]\n"
        "assert pa.array(['a']).to_numpy(zero_copy_only=False).tolist() == ['a']\n"
        "assert 'pandas' not in sys.modules\n"
        "assert all(finder.__class__.__name__ != '_NoPandas' for finder in sys.meta_path)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
