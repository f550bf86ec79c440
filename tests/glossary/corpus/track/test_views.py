"""Rows, table, page and plots of what was tracked; texts and bases are not trusted."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from lxml import etree
from lxml import html as lxml_html

from glossary.corpus.scan import Scan
from glossary.corpus.track.counting import Point
from glossary.corpus.track.periods import By
from glossary.corpus.track.quotations import Place, Quotation
from glossary.corpus.track.tiers import CMP_SCALE
from glossary.corpus.track.tracking import Tracking, track
from glossary.views.track import drawing, formats, plots, rows
from glossary.views.track.output_formats import CountsFormat
from glossary.views.track.table import lines, sparkline
from glossary.views.track.words import tier_mark, tier_words
from tests.glossary.corpus.track.conftest import CONCEPTS
from tests.glossary.corpus.track.tables import concepts, scan_of

Golden = Callable[[str, str], None]
CONTRACT = ["concept", "term", "period", "outlet", "articles", "texts", "occurrences", "share"]


@pytest.mark.parametrize(
    ("to", "is_summary"),
    [
        ("json", False),
        ("csv", False),
        ("text", False),
        ("html", False),
        ("json", True),
        ("csv", True),
    ],
)
def test_outputs_are_those_that_were_looked_at(
    tracking: Tracking, golden: Golden, to: CountsFormat, is_summary: bool
) -> None:
    # Two concepts show all there is.
    some = tracking.most_frequent(2)
    name = f"track{'-summary' if is_summary else ''}.{to}"
    golden(name, formats.write(some, to, "bulletins", is_summary=is_summary).decode())


def test_json_is_the_contract(tracking: Tracking) -> None:
    found = json.loads(formats.write(tracking, "json", "bulletins"))
    assert all(list(row)[: len(CONTRACT)] == CONTRACT for row in found)
    keys = [(row["concept"], row["outlet"], row["period"]) for row in found]
    assert keys == sorted(keys)
    # Six months, two outlets and all together.
    assert len(keys) == len(CONCEPTS) * 6 * 3
    for row in found:
        assert row["share"] == round(row["articles"] / row["texts"] * 10_000, 2)
        assert row["low"] <= row["share"] <= row["high"]


def test_csv_and_parquet_have_the_same_rows(tracking: Tracking) -> None:
    expected = list(rows.rows(tracking))
    assert pq.read_table(io.BytesIO(rows.parquet(tracking))).to_pylist() == expected
    read = list(csv.DictReader(io.StringIO(rows.format_csv(expected))))
    assert [row["articles"] for row in read] == [str(row["articles"]) for row in expected]
    assert list(read[0]) == list(expected[0])


def test_the_tier_changes_from_year_to_year() -> None:
    years = [("2022-01-01", "", ""), ("2023-01-01", "", "x"), ("2024-01-01", "", "")]
    found = rows.rows(track(scan_of(years), concepts("x"), By.YEAR))
    assert [(row["tier"], row["tier_change"]) for row in found] == [
        ("冷", 0),
        ("沸", 5),
        ("冷", -5),
    ]


def test_no_texts_at_all() -> None:
    empty = track(scan_of([]), concepts("x"))
    assert formats.write(empty, "json", "x") == b"[]\n"
    assert formats.write(empty, "csv", "x") == b"\n"
    assert pq.read_table(io.BytesIO(rows.parquet(empty))).num_rows == 0
    assert "no texts" in "".join(lines(empty))
    assert b"no texts" in formats.write(empty, "html", "x")


HOSTILE = '"><script>alert(1)</script>&='


def test_what_comes_from_texts_is_escaped(tracking: Tracking) -> None:
    series = replace(tracking.tracked[0].series, term=HOSTILE, outlet=HOSTILE, concept="x")
    place = Place(HOSTILE, HOSTILE, HOSTILE, 0, 5)
    quotation = Quotation(place, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    period = series.points[0].period
    one = replace(
        tracking.tracked[0], series=series, first=quotation, last=quotation,
        examples={period: [quotation]},
    )  # fmt: skip
    hostile = replace(tracking, concepts=tuple(concepts("x")), tracked=(one,), outlets=(HOSTILE,))
    page = formats.write(hostile, "html", HOSTILE).decode()
    tree = lxml_html.document_fromstring(page)
    assert tree.xpath("//script | //img | //@style | //*[starts-with(name(@*), 'on')]") == []
    assert tree.xpath("string(//h1)") == f"Terms in {HOSTILE}"
    assert tree.xpath("string(//blockquote/p/mark)") == HOSTILE
    assert "'=" not in formats.write(hostile, "csv", "x").decode()


def test_no_cell_is_a_formula(tracking: Tracking) -> None:
    series = replace(tracking.tracked[0].series, term="=1+1")
    hostile = replace(tracking, tracked=(replace(tracking.tracked[0], series=series),))
    read = csv.DictReader(io.StringIO(formats.write(hostile, "csv", "x").decode()))
    assert {row["term"] for row in read} == {"'=1+1"}


def test_the_page_is_one_file_under_a_strict_policy(tracking: Tracking) -> None:
    page = formats.write(tracking, "html", "bulletins").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "script-src" not in policy[1]
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "url(" not in page


def test_every_point_leads_to_its_quotations(tracking: Tracking) -> None:
    tree = lxml_html.document_fromstring(formats.write(tracking, "html", "bulletins").decode())
    links = tree.xpath("//svg//a/@href")
    used = [point for one in tracking.tracked for point in one.series.points if point.articles]
    assert len(links) == len(used)
    for link in links:
        target = tree.get_element_by_id(link[1:])
        assert target.xpath(".//blockquote")
    # Those without a mention are there as well.
    points = sum(len(one.series.points) for one in tracking.tracked)
    assert len(tree.xpath("//circle")) == points
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_form_each_has_a_line(scanned: Scan) -> None:
    tracking = track(scanned, [CONCEPTS[3]], By.QUARTER, by_form=True)
    tree = lxml_html.document_fromstring(formats.write(tracking, "html", "x").decode())
    assert tree.xpath("//ul[@class='zt-legend']/li/span/text()") == ["动态清零", "清零"]
    # In each of three charts.
    assert len(tree.xpath("//figure//path[contains(@class, 'zt-line')]")) == 6


def test_of_many_forms_the_most_frequent_have_lines() -> None:
    forms = " ".join(f"x:{name}" for name in "abcdefg")
    texts = [("2024-01-01", "", forms), ("2024-01-02", "", "x:g")]
    tracking = track(scan_of(texts), concepts("x"), by_form=True)
    tree = lxml_html.document_fromstring(formats.write(tracking, "html", "x").decode())
    assert tree.xpath("//ul[@class='zt-legend']/li/span/text()") == list("gabcde")
    assert len(tree.xpath("//tbody/tr")) == 7


def test_a_fall_to_nothing_is_marked_in_the_table() -> None:
    texts = [
        (f"2024-{month:02}-{day:02}", "", "x" * (month == 1))
        for month in (1, 2)
        for day in range(1, 29)
    ]
    page = formats.write(track(scan_of(texts), concepts("x")), "html", "x").decode()
    assert '<th scope="row">2024-02 ▼</th>' in page


@pytest.mark.parametrize(
    ("articles", "line"),
    [((0, 1, 8, None, 4), "·▂█ ▅"), ((0, 0), "··"), ((8,), "█"), ((), "")],
)
def test_sparklines(articles: tuple[int | None, ...], line: str) -> None:
    points = [n if n is None else Point("", n, 10, n) for n in articles]
    assert sparkline(points, 0.8) == line


def test_long_series_fit_the_terminal() -> None:
    days = [(f"2024-{month:02}-{day:02}", "", "x") for month in (1, 12) for day in range(1, 29)]
    shown = next(line for line in lines(track(scan_of(days), concepts("x"), By.DAY)) if "█" in line)
    bars = shown.split("(all)")[1].split("56")[0].strip(" \n")
    assert len(bars) <= 60
    # Ten months without texts are blank, and not zeros.
    assert re.fullmatch("█+ +█+", bars)


@pytest.mark.parametrize(
    ("value", "top"),
    [
        (0, 1),
        (1, 1),
        (1.01, 1.2),
        (6129, 8000),
        (0.011, 0.012),
        (9.9, 10),
        (10_000, 10_000),
        (2.2, 2.5),
    ],
)
def test_scales_end_at_round_numbers(value: float, top: float) -> None:
    assert drawing.nice(value) == pytest.approx(top)


def test_lines_are_broken_where_there_are_no_texts() -> None:
    marks = [drawing.Mark(period, 1, 0, 2, period) for period in ("a", "b", "d")]
    svg = drawing.chart([drawing.Line(0, marks)], ["a", "b", "c", "d"], 2, "x")
    assert svg.count('class="zt-line') == 2


def test_intervals_are_cut_at_the_top_without_an_edge() -> None:
    marks = [
        drawing.Mark(name, 1, 0, high, name)
        for name, high in zip("abc", (2.0, 20.0, 2.0), strict=True)
    ]
    svg = drawing.chart([drawing.Line(0, marks)], list("abc"), 10, "x")
    edge = re.search(r'zt-edge" d="([^"]*)"', svg)
    assert edge
    # Up to the top, down from it, and two pieces at the bottom.
    assert edge[1].count("M") == 4
    band = re.search(r'zt-band" d="([^"]*)"', svg)
    assert band
    # Three points below, and above two more where the interval leaves the chart.
    assert band[1].count("L") == 7


def test_the_interval_of_a_single_point_is_a_line() -> None:
    svg = drawing.chart([drawing.Line(0, [drawing.Mark("a", 1, 0, 2, "a")])], ["a"], 4, "x")
    edge = re.search(r'zt-edge" d="M(\S+) \S+L(\S+) \S+"', svg)
    assert edge
    assert edge[1] == edge[2]


def test_charts_leave_room_for_intervals_within_limits() -> None:
    rare = track(scan_of([("2024-01-01", "", "x"), *[("2024-01-02", "", "")] * 99]), concepts("x"))
    assert rows.axis_top(rare, "x") == pytest.approx(500)
    often = track(scan_of([("2024-01-01", "", "x")] * 30), concepts("x"))
    assert rows.axis_top(often, "x") == pytest.approx(10_000)
    never = track(scan_of([("2024-01-01", "", "")] * 30), concepts("x"))
    assert 1_000 < rows.axis_top(never, "x") < 1_200


def test_a_tier_that_is_not_certain_is_marked() -> None:
    often = Point("2024", 900, 1000, 900)
    assert tier_words(CMP_SCALE, often) == "沸 blazing hot"
    assert tier_words(CMP_SCALE, Point("2024", 1, 45, 1)) == "烫? burning hot"
    assert tier_mark(CMP_SCALE, Point("2024", 0, 31, 0)) == "冷?"


def test_a_point_above_the_scale_shows_its_value() -> None:
    mark = drawing.Mark("a", 3000, 0, 9000, "label")
    svg = drawing.chart([drawing.Line(0, [mark])], ["a"], 900, "x")
    assert "↑ 3,000" in svg


def test_plots_for_papers(tracking: Tracking, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    some = tracking.most_frequent(1)
    svg = formats.write(some, "svg", "x").decode()
    # Text stays text, and the same data are the same file.
    assert "新质生产力 · 港湾晚报" in svg
    assert svg == formats.write(some, "svg", "x").decode()
    assert not caplog.records


def test_a_form_has_one_colour_in_all_outlets() -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    texts = [("2024", "A", "x:a x:b"), ("2024", "A", "x:a"), ("2024", "B", "x:b")]
    panels = plots._panels(track(scan_of(texts), concepts("x"), By.YEAR, by_form=True))
    assert [(panel.title, list(panel.names)) for panel in panels] == [
        (f"x · {outlet}", ["a", "b"]) for outlet in ("all outlets", "A", "B")
    ]


def test_names_that_matplotlib_would_take_for_formulas() -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    rows_of = [("2024-01-01", "A$B^_{\x01", "x"), ("2024-01-01", "C" * 300, "x")]
    svg = formats.write(track(scan_of(rows_of), concepts("x")), "svg", "x")
    assert "A$B^_{" in "".join(etree.fromstring(svg).itertext())


def test_a_picture_without_a_chinese_font_says_so(
    tracking: Tracking, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    monkeypatch.setattr(plots, "_FONTS", ())
    assert formats.write(tracking.most_frequent(1), "png", "x").startswith(b"\x89PNG")
    messages = [record.message for record in caplog.records]
    assert len(messages) == 1
    assert "no font with Chinese characters" in messages[0]
