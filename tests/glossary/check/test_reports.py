"""Findings as SARIF, JUnit, HTML, a workbook, and notes in the file."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from glossary import Glossary
from glossary.check import Finding, IssueType, Job, Severity, run
from glossary.check.units import read_segments, segments_of
from glossary.checking import page as html_page
from glossary.views.findings import junit, sarif, text, xlsx
from termbase.formats.xliff.notes import without_notes
from tests.glossary.conftest import Run

Place = tuple[int, int] | None

TABLE = "source\ttarget\n改革<b>。\tThe the <b>=reform。\n好。\tGood & bad.\n"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    path = tmp_path / "pairs.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return Job(tuple(read_segments(path)))


def test_sarif(job: Job) -> None:
    log = json.loads(sarif.write(run(job), job.segments))
    (one,) = log["runs"]
    listed = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    first = one["results"][0]
    assert (log["version"], first["ruleId"], first["level"]) == ("2.1.0", "doubled-word", "warning")
    assert listed[first["ruleIndex"]] == "doubled-word"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("pairs.tsv")
    assert place["region"] == {"startLine": 2}
    assert len({result["partialFingerprints"]["content/v1"] for result in one["results"]}) == 2


def test_junit(job: Job) -> None:
    root = etree.fromstring(junit.write(run(job), job.segments).encode())
    (suite,) = root
    assert suite.get("failures") == "2"
    assert int(suite.get("tests")) == len(suite) > 10
    assert "segment 1: major" in suite.find("testcase/failure").text


def test_html_escapes_texts_and_marks_spans(job: Job, small: Glossary) -> None:
    found = html_page(small.finder, run(job), job.segments)
    assert "&#x27;the&#x27; is there twice" in found
    mark = '<mark class="zf-major" title="major: &#x27;the&#x27; is there twice">the</mark>'
    assert f"The {mark} &lt;b&gt;=reform" in found
    assert "Good &amp; bad." in found
    assert "<h1>2 findings in 2 segments</h1>" in found
    assert re.findall(r'<a href="#(zf-\d)" class="zf-m..or">1</a>', found) == ["zf-1", "zf-2"]
    assert re.findall(r'<li id="(zf-\d)">', found) == ["zf-1", "zf-2"]


def test_html_marks_terms_and_findings_that_overlap(small: Glossary) -> None:
    segments = tuple(segments_of([("裸官外逃。{0}", "Naked officials  fled.")]))
    found = [
        finding(1, (0, 4), (6, 15), Severity.MAJOR),
        finding(1, (2, 4), (0, 22), Severity.MINOR),
        finding(1, (8, 8), None, Severity.CRITICAL),
    ]
    page = html_page(small.finder, found, segments)
    source, target = re.findall(r"(?s)<div class=\"zb-cell zb-[st]\"[^>]*>(.*?)</div>", page)
    assert re.sub("<[^>]*>", "", source) == segments[0].source
    assert re.sub("<[^>]*>", "", target) == segments[0].target
    assert re.search(r"<a [^>]*><mark [^>]*>裸官</mark></a><mark [^>]*>外逃</mark>", source)
    assert source.endswith('<mark class="zf-point zf-critical" title="critical: m"></mark></p>')
    # The more severe one decides how it is marked; both are said.
    assert '<mark class="zf-major" title="major: m\nminor: m">officials</mark></a>' in target


def finding(number: int, source: Place, target: Place, severity: Severity) -> Finding:
    places = *(source or (None, None)), *(target or (None, None))
    return Finding("url", severity, IssueType.MARKUP, "m", "", number, *places)


def test_workbook_has_no_formulas(job: Job) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(run(job), job.segments)))
    rows = list(book.active.values)
    assert rows[1][1:5] == (2, 1, "major", "doubled-word")
    assert rows[1][7] == "The the <b>=reform。"
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {
        "s",
        "n",
        "inlineStr",
    }


def test_text_underlines_by_width(job: Job) -> None:
    lines = text.write(run(job), job.segments).split("\n")
    marked = lines[2:4]
    assert marked == ["  en  The the <b>=reform。", "          ^^^"]


XLIFF = """<?xml version="1.0"?>
<xliff version="1.2"><file source-language="zh" target-language="en" datatype="plaintext" original="a">
<body>
 <trans-unit id="1"><source>改革。</source>
  <target>The the reform.</target>
 </trans-unit>
 <trans-unit id="2"><source>好。</source><target>Good.</target></trans-unit>
 <trans-unit id="3"><source>未翻译</source></trans-unit>
</body></file></xliff>
"""
XLIFF_2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en">
<file id="f"><unit id="1"><segment><source>改革。</source><target>The the reform.</target></segment></unit>
</file></xliff>
"""
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"

# old
#, fuzzy
msgid "改革。"
msgstr "The the reform."

msgid "未翻译"
msgstr ""
"""


@pytest.mark.parametrize(
    ("name", "content", "count"), [("a.xlf", XLIFF, 2), ("b.xlf", XLIFF_2, 1), ("c.po", PO, 2)]
)
def test_notes_are_written_and_replaced(
    run: Run, tmp_path: Path, name: str, content: str, count: int
) -> None:
    path, out = tmp_path / name, tmp_path / f"out-{name}"
    path.write_text(content, encoding="utf-8")
    code, _, err = run("check", str(path), "--format", "notes", "-o", str(out))
    assert (code, err.split()[0]) == (1, str(count))
    written = out.read_text(encoding="utf-8")
    assert written.count("doubled-word: 'the' is there twice") == 1
    # What was added is all that has changed; a second run writes the same.
    pattern = r'\s*<note [^>]*"glossary check">[^<]*</note>|<notes></notes>|# glossary check.*\n'
    bare = re.sub(pattern, "", re.sub(pattern, "", written))
    assert bare == content
    assert run("check", str(out), "--format", "notes", "-o", str(out))[0] == 1
    assert out.read_text(encoding="utf-8") == written


MRK = '<target><mrk id="m1" type="term">The</mrk> the reform.</target>'
UNITS_2 = XLIFF_2.replace('version="2.0"', 'version="2.1"').replace(
    "<target>The the reform.</target>", MRK
)
PREFIXED = re.sub(r"<(/?)(?!\?)", r"<\1x:", XLIFF_2.replace("xmlns=", "xmlns:x="))
SPACED = XLIFF.replace("<target>The", "<target  state='final' >The").replace("\n", "\r\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("content", [XLIFF, SPACED, XLIFF_2, UNITS_2, PREFIXED])
def test_issues_are_written_replaced_and_removed(
    run: Run, tmp_path: Path, content: str, encoding: str
) -> None:
    path, out = tmp_path / "a.xlf", tmp_path / "out.xlf"
    declared = f'<?xml version="1.0" encoding="{encoding.upper()}"?>\n'
    text_of_file = re.sub(r"^(<\?xml.*?\?>\s*)?", declared, content)
    data = text_of_file.encode(encoding)
    path.write_bytes(data)
    assert run("check", str(path), "--no-builtin", "--format", "its", "-o", str(out))[0] == 1
    written = out.read_bytes()
    root = etree.fromstring(written)
    its = "{http://www.w3.org/2005/11/its}"
    issues = [*root.iter(f"{its}locQualityIssue")]
    assert issues[0].get("locQualityIssueComment") == "'the' is there twice"
    assert {one.get("locQualityIssueType") for one in issues} <= {*IssueType}
    ids = [one.getparent().get("{http://www.w3.org/XML/1998/namespace}id") for one in issues]
    refs = [ref for one in root.iter() if (ref := one.get(f"{its}locQualityIssuesRef"))]
    assert [ref.removeprefix("#").removeprefix("its=") for ref in refs] == ids
    assert run("validate", str(out))[:2] == run("validate", str(path))[:2] == (0, "")
    # A second run writes the same, and without findings the file is as it was.
    assert run("check", str(out), "--no-builtin", "--format", "its", "-o", str(out))[0] == 1
    assert out.read_bytes() == written
    assert without_notes(written, "a") == data


def test_issues_are_for_xliff(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(PO, encoding="utf-8")
    assert run("check", str(path), "--format", "its")[0] == 3


def test_a_note_accepts_a_finding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(PO.replace("# old", "# glossary-ok: doubled-word, url"), encoding="utf-8")
    assert "doubled-word" not in run("check", str(path))[1]
    path = tmp_path / "a.tsv"
    row = "改革。\tThe the reform.\tglossary-ok: doubled-word\n"
    path.write_text(f"source\ttarget\tnote\n{row}", encoding="utf-8")
    assert run("check", str(path))[:2] == (0, "")


def test_notes_need_one_file_that_has_notes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(TABLE, encoding="utf-8")
    assert run("check", str(path), "--format", "notes")[0] == 3
    assert run("check", str(path), str(path), "--format", "notes")[0] == 2
