"""The renderings of terms by outlet and year: reading, counting, views, the command."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

from glossary import Glossary
from glossary.corpus.renderings.reading import (
    BilingualSegment,
    read_segments,
    segments_of_memory,
)
from glossary.corpus.renderings.usage import Asked, Usage, usages
from glossary.views.track import renderings as view
from termbase.errors import Error, InputError
from termbase.model.unit import TranslationUnit
from tests.glossary.conftest import Run
from tests.glossary.corpus.renderings.bitexts import segments


@pytest.fixture(scope="module")
def found(small: Glossary) -> list[Usage]:
    asked = [Asked("裸官", (small.termbase["luoguan"],)), Asked("夜校"), Asked("river chiefs")]
    return usages(small.finder, segments(), asked)


def test_listed_renderings_count_exactly_and_others_are_found(found: list[Usage]) -> None:
    counts = Counter((use.rendering, use.kind, use.segment.outlet) for use in found[0].uses)
    total = Counter(one.outlet for one in segments() for _ in range(one.chinese.count("裸官")))
    assert counts == {
        ("naked official", "listed", "Gazette"): total["Gazette"],
        ("loners", "found", "Herald"): total["Herald"],
    }
    for use in found[0].uses:
        assert use.segment.chinese[slice(*use.source)] == "裸官"
        assert use.target
        assert use.segment.english[slice(*use.target)] in ("naked officials", "loners")


def test_terms_that_the_glossary_lacks_in_both_directions(found: list[Usage]) -> None:
    assert {use.rendering for use in found[1].uses} == {"academies", "lyceums"}
    assert {use.rendering for use in found[2].uses} == {"河长"}


def test_rows_and_shares(found: list[Usage]) -> None:
    rows = view.rows(found)
    assert {row["rendering"] for row in rows if row["outlet"] == "Herald"} == {
        "loners", "lyceums", "河长",
    }  # fmt: skip
    assert sum(row["count"] for row in rows) == sum(len(one.uses) for one in found)
    shares: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in rows:
        shares[row["term"], row["outlet"], row["year"]] += row["share"]
    assert all(share == pytest.approx(1) for share in shares.values())


def test_a_table_of_a_few_segments(small: Glossary) -> None:
    luoguan = Asked("裸官", (small.termbase["luoguan"],))
    texts = [
        ("a:1", "2023-01-02", "A", "他是裸官。", "He is a naked official."),
        ("a:2", "2023", "A", "裸官很多。", "There are many naked officials."),
        ("a:3", "", "", "裸官。", "Nothing."),
    ]
    usage = usages(small.finder, [BilingualSegment(*one) for one in texts], [luoguan])
    assert "".join(view.lines(usage)).splitlines() == [
        "裸官: 3 uses",
        "rendering       kind    outlet  year  count  share  first place",
        "──────────────  ──────  ──────  ────  ─────  ─────  ───────────",
        "naked official  listed  A       2023      2  100%   a:1",
        "Nothing         found                     1  100%   a:3",
        "",
    ]


def test_a_page_escapes_texts(small: Glossary) -> None:
    segment = BilingualSegment(
        "<i>.tmx:1", "2024-01-01", "<b>A&B</b>", "裸官<script>", "<script>naked official"
    )
    asked = [Asked("裸官", (small.termbase["luoguan"],))]
    page = view.write(usages(small.finder, [segment], asked), "html", "<x>").decode()
    assert "<script>" not in page
    assert "<b>A" not in page
    assert "&lt;b&gt;A&amp;B" in page
    ids = {part.split('"')[0] for part in page.split('id="')[1:]}
    assert all(part.split('"')[0] in ids for part in page.split('href="#')[1:])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"source": "裸官", "target": "naked", "date": "2024-03-09", "outlet": "X"}\n'),
        ("a.jsonl", '{"en": "naked", "zh": "裸官", "published": "2024年3月9日", "site": "X"}\n'),
        ("a.tsv", "source\ttarget\tdate\toutlet\n裸官\tnaked\t20240309\tX\n"),
        ("a.csv", "Outlet,Date,target,source\nX,2024-03-09,naked,裸官\n"),
    ],
)
def test_files(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (found,) = read_segments(path, {})
    values = found.date, found.outlet, found.chinese, found.english
    assert values == ("2024-03-09", "X", "裸官", "naked")
    assert found.id.startswith(name)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", '{"text": "裸官"}\n', "a.jsonl:1: has no fields source and target"),
        ("a.jsonl", '{"source": "裸官", "target": 3}\n', "has no segment in Chinese and English"),
        ("a.jsonl", "{", "a.jsonl:1: not valid JSON"),
        ("a.tsv", "source\ttarget\n裸官\t裸官\n", "has no segment in Chinese and English"),
        ("a.pdf", "", "unknown suffix"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message.replace("(", r"\(")):
        read_segments(path, {})


def test_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": "裸官", "b": "naked", "when": "2024"}\n', encoding="utf-8")
    (found,) = read_segments(path, {"source": "a", "target": "b", "date": "when"})
    assert (found.chinese, found.english, found.date) == ("裸官", "naked", "2024")
    with pytest.raises(InputError, match="invalid 'text'"):
        read_segments(path, {"text": "a"})


def test_a_memory_in_either_direction() -> None:
    units = [
        TranslationUnit("裸官", "naked", changed="2024-03-09T10:00:00Z", origin="x.tmx", id=4),
        TranslationUnit("naked", "裸官", "en", "zh", id=5),
        TranslationUnit("裸官", "裸官", id=6),
    ]
    assert segments_of_memory(units) == [
        BilingualSegment("memory:4", "2024-03-09", "x.tmx", "裸官", "naked"),
        BilingualSegment("memory:5", "", "", "裸官", "naked"),
    ]


def test_command(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"source": "他是裸官。", "target": "He is a naked official.", "date": "2024-01-01"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("add", "裸官", "naked official", "--no-builtin").code == 0
    code, out, err = run("track", str(path), "--renderings", "裸官", "--json", "--no-builtin")
    assert (code, err) == (0, "")
    assert [(row["rendering"], row["year"], row["count"]) for row in json.loads(out)] == [
        ("naked official", "2024", 1)
    ]
    code, out, _ = run("track", str(path), "--renderings", "夜校", "--no-builtin")
    assert (code, out) == (1, "夜校: 0 uses\n\n")
    code, _, err = run("track", str(path), "--renderings", "--no-builtin")
    assert code == 2
    assert "needs terms" in err
    code, out, _ = run(
        "track", str(path), "--renderings", "裸官", "--since", "2025", "--no-builtin"
    )
    assert code == 1
    code, _, err = run("track", str(path), "--renderings", "裸官", "--since", "25")
    assert (code, "'25' is not a date" in err) == (3, True)
    assert run("track", str(path), "--renderings", "", "--no-builtin").code == 1
    page = tmp_path / "a.html"
    assert run("track", str(path), "--renderings", "裸官", "-o", str(page)).code == 0
    assert "naked official" in page.read_text(encoding="utf-8")


def test_bad_rows_are_left_out_if_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"zh": "裸官", "en": "naked official"}\n{\n', encoding="utf-8")
    code, _, err = run("track", str(path), "--renderings", "裸官")
    assert (code, "--skip-bad leaves out what cannot be read" in err) == (3, True)
    code, _, err = run("track", str(path), "--renderings", "裸官", "--skip-bad")
    assert (code, err.count("left out: ")) == (0, 1)
    for more, message in (
        (5, "left out: 1 more row or file that"),
        (6, "2 more rows or files that"),
    ):
        path.write_text(
            '{"zh": "裸官", "en": "naked official"}\n{\n' + more * "{\n", encoding="utf-8"
        )
        assert message in run("track", str(path), "--renderings", "裸官", "--skip-bad").err
    table = tmp_path / "a.tsv"
    rows = "source\ttarget\n裸官\tnaked official\n裸官\ta\tb\n"
    table.write_text(rows, encoding="utf-8")
    assert run("track", str(table), "--renderings", "裸官").code == 3
    code, _, err = run("track", str(table), "--renderings", "裸官", "--skip-bad")
    assert (code, err.count("left out: ")) == (0, 1)


@pytest.mark.parametrize("to", ["json", "csv", "html", "svg"])
def test_halves_of_surrogate_pairs(run: Run, tmp_path: Path, to: str) -> None:
    row = {"zh": "裸官\ud800", "en": "naked \udc00 official", "date": "2024", "outlet": "\ud800"}
    path = tmp_path / "a\udcb0.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    code, _, err = run("track", str(path), "--renderings", "裸官", "--to", to, "--no-builtin")
    assert (code, err) == (0, "")


def test_a_plot_has_a_panel_for_each_term_and_outlet(found: list[Usage]) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    plot = view.write(found, "svg", "speeches").decode()
    for text in ("裸官 · Gazette", "裸官 · Herald", "naked official", "per cent of all uses"):
        assert f">{text}<" in plot
    assert view.write(found, "svg", "speeches").decode() == plot


def test_a_plot_needs_dates(small: Glossary) -> None:
    asked = [Asked("裸官", (small.termbase["luoguan"],))]
    segment = BilingualSegment("a:1", "", "", "裸官", "naked official")
    with pytest.raises(Error, match="nothing to plot"):
        view.write(usages(small.finder, [segment], asked), "svg", "speeches")
