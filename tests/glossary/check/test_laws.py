"""Laws: whatever the texts are, findings are inside them, and every report can be written."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from glossary import Glossary
from glossary.check import Job, run
from glossary.check.baseline import fingerprint
from glossary.check.finding import Finding
from glossary.check.rules import rules
from glossary.check.units import codes_of, segments_of
from glossary.translate.bitext import bitext_of_units
from glossary.views.findings import html, junit, sarif, text, xlsx
from glossary.views.findings import json as as_json
from termbase.model.unit import TranslationUnit
from tests.glossary.conftest import Run

PIECES = st.sampled_from(
    "的 了 规则 規則 银行 体系 體系 。 ， ； … —— “ ” 「 」 《 》 （ ） the the rule Bank of %s {x} <b> </b> "
    "** https://a.example/b 12 1.5 , . ; ? ! ( ) \" ' - \n \t \x0b \x00 \ud800 \ufffc 𠮷 = +".split(
        " "
    )
)
TEXTS = st.lists(PIECES, max_size=14).map(" ".join) | st.lists(PIECES, max_size=14).map("".join)
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4)


def units(pairs: list[tuple[str, str]]) -> list[TranslationUnit]:
    return [TranslationUnit(*pair) for pair in pairs]


@given(PAIRS)
def test_findings_are_inside_their_segments(pairs: list[tuple[str, str]]) -> None:
    job = Job(tuple(segments_of(pairs)))
    found = run(job)
    assert found == run(job)
    order = [one.segment for one in found]
    assert order == sorted(order)
    for one in found:
        source, target = pairs[one.segment - 1]
        for span, side in ((one.source_span, source), (one.target_span, target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(side)
        assert one.source_span or one.target_span
        assert one.rule in rules()
        assert "\n" not in one.rule


@given(PAIRS)
def test_every_report_can_be_written(small: Glossary, pairs: list[tuple[str, str]]) -> None:
    job = Job(tuple(segments_of(pairs)))
    found = run(job)
    assert len(json.loads(as_json.write(found, job.segments))) == len(found)
    assert len(json.loads(sarif.write(found, job.segments))["runs"][0]["results"]) == len(found)
    etree.fromstring(junit.write(found, job.segments).encode())
    lines = text.write(found, job.segments)
    assert lines.count("[") >= len(found)
    assert "\x00" not in lines
    page = html.write(found, job.segments, bitext_of_units(small.finder, units(pairs)))
    assert page.count('<li id="') == len(found)
    assert xlsx.write(found, job.segments).startswith(b"PK")
    assert all(fingerprint(one, job.segments[one.segment - 1]) for one in found)


@given(PAIRS)
def test_a_segment_says_of_itself_what_it_says_among_others(pairs: list[tuple[str, str]]) -> None:
    """Rules of single segments do not look at others; those of files are left out here.

    What is left out or added is decided by the lengths of all segments, and explains what is in it.
    """
    alone = {"spacing", "same-source", "same-target", "end-punctuation", "quote-style"}
    alone |= {"regional-spelling", "mixed-script", "name-spelling", "name-inconsistent"}
    segments = list(segments_of(pairs))
    together = [one for one in run(Job(tuple(segments))) if one.rule not in alone]
    single = [one for segment in segments for one in run(Job((segment,))) if one.rule not in alone]
    explained = {one.segment for one in together + single if one.rule in ("omitted", "added")}

    def keys(found: list[Finding]) -> set[tuple[str, int, tuple[int, int] | None]]:
        rest = (one for one in found if one.segment not in explained)
        return {(one.rule, one.segment, one.target_span) for one in rest}

    assert keys(together) == keys(single)


XLIFF = """<xliff version="1.2"><file source-language="zh" target-language="en" datatype="x" original="a">
<body><trans-unit id="1"><source>这是<g id="1">重点</g>，见<x id="2"/>。</source>
<target>This is {}.</target></trans-unit></body></file></xliff>
"""


def test_codes_of_an_xliff(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    cases = {
        '<g id="1">the point</g>, see <x id="2"/>': [],
        'the point, see <x id="2"/>': [(2, 2), (4, 4)],
        '<g id="1">the point</g>, see it': [(6, 6)],
    }
    for target, offsets in cases.items():
        path.write_text(XLIFF.format(target), encoding="utf-8")
        out = json.loads(run("check", str(path), "--no-builtin", "--format", "json")[1])
        found = [one for one in out if one["rule"] == "code"]
        assert [(one["source_start"], one["source_end"]) for one in found] == offsets


def test_offsets_of_codes_are_those_of_the_text() -> None:
    (first, second) = codes_of('a &lt; b<ph x="1">{1}</ph>c<bpt i="1">&lt;b&gt;</bpt>')
    assert (first.offset, first.shown, second.offset, second.shown) == (5, "{1}", 6, "<b>")
    assert codes_of("") == codes_of("no code") == ()
