"""Profiles, baselines and diffs: which findings are shown."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.check import Finding, Job, Severity, run
from glossary.check.accepted import accepted_in
from glossary.check.baseline import format_baseline, read_baseline, without_known
from glossary.check.diff import changed_lines, changed_segments
from glossary.check.job import Segment
from glossary.check.profile import find_profile, read_profile
from glossary.check.rules import rules
from glossary.check.units import segments_of
from termbase.errors import InputError
from termbase.language.script import Script
from tests.glossary.check.conftest import Check
from tests.glossary.conftest import Run

BAD = ("这是规则。", "This is the the rule。")


def test_a_profile_changes_and_switches_off_rules(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        'profile = "taiwan"\nquotes = "“”"\n[rules]\n"full-width" = "off"\n'
        '"doubled-word" = "critical"\nspacing = "on"\n',
        encoding="utf-8",
    )
    profile = read_profile(path)
    assert (profile.name, profile.polity, profile.script) == ("house", "taiwan", Script.TAIWAN)
    assert profile.quotes == "“”"
    assert profile.is_on(rules()["spacing"])
    (found,) = check(BAD, profile=profile)
    assert (found.rule, found.severity) == ("doubled-word", Severity.CRITICAL)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "invalid key 'x'; expected one of: profile"),
        ('profile = "x"', "invalid profile 'x'; expected one of: mainland, taiwan, hong-kong"),
        ('polity = "x"', "invalid polity 'x'"),
        ('script = "Latn"', "invalid script 'Latn'"),
        ("quotes = 3", "invalid quotes 3"),
        ("rules = 3", "invalid rules"),
        ('[rules]\nnothing = "off"', "invalid rule 'nothing'"),
        ('[rules]\nurl = "bad"', "invalid value of a rule 'bad'; expected one of: off, on, minor"),
        ("[rules]\nurl = false", "invalid value of a rule False"),
        ("= 3", "Invalid statement"),
    ],
)
def test_a_bad_profile_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "checks.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"^{path}: {message}"):
        read_profile(path)


def test_the_profile_of_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_profile().name == ""
    Path("checks.toml").write_text('polity = "taiwan"', encoding="utf-8")
    assert find_profile().polity == "taiwan"
    assert find_profile("mainland").script is Script.SIMPLIFIED
    with pytest.raises(InputError):
        find_profile("missing.toml")


def _findings(*pairs: tuple[str, str]) -> tuple[list[Finding], dict[tuple[str, int], Segment]]:
    segments = tuple(segments_of(pairs))
    return run(Job(segments)), {(one.file, one.number): one for one in segments}


def test_known_findings_are_not_shown_again(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    findings, segments = _findings(BAD, ("好。", "Good."))
    path.write_bytes(format_baseline(findings, segments))
    known = read_baseline(path)
    assert without_known(findings, segments, known) == []
    # They are found wherever in the file they are; once for each time that they were known.
    moved = _findings(("好。", "Good."), ("坏。", "Bad bad."), BAD, BAD)
    new = without_known(*moved, known)
    assert [one.segment for one in new if one.rule == "doubled-word"] == [2, 4]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 9, "findings": []}', '{"version": 1}']
)
def test_a_bad_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="baseline"):
        read_baseline(path)


DIFF = """diff --git a/work/pairs.tsv b/work/pairs.tsv
--- a/work/pairs.tsv
+++ b/work/pairs.tsv
@@ -1,3 +1,4 @@
 source	target
-old
+new
+more
 same
\\ No newline at end of file
@@ -10 +11,0 @@
-gone
@@ -20,0 +21 @@ heading
+++ looks like a header
"""


def test_lines_of_a_diff() -> None:
    assert changed_lines(DIFF) == {"work/pairs.tsv": [2, 3, 21]}
    assert changed_lines("") == {}
    with pytest.raises(InputError, match="not a unified diff"):
        changed_lines("hello")


def test_a_segment_reaches_to_the_next_one() -> None:
    places = [("pairs.tsv", 2), ("pairs.tsv", 5), ("other/pairs.tsv", 21), ("pairs.tsv", 20)]
    segments = [
        Segment(number, "a", "b", file=file, line=line)
        for number, (file, line) in enumerate(places, 1)
    ]
    changed = changed_lines(DIFF)
    assert {number for _, number in changed_segments(segments, changed)} == {1, 4}


@given(st.lists(st.integers(0, 2), max_size=40))
def test_changed_lines_are_those_of_the_new_file(kinds: list[int]) -> None:
    """A hunk of kept, removed and added lines gives the numbers of the added ones."""
    body = "".join(f"{' -+'[kind]}x\n" for kind in kinds)
    old, new = sum(kind != 2 for kind in kinds), sum(kind != 1 for kind in kinds)
    diff = f"--- a\n+++ b\n@@ -1,{old} +1,{new} @@\n{body}"
    kept = [kind for kind in kinds if kind != 1]
    assert changed_lines(diff) == {"b": [n for n, kind in enumerate(kept, 1) if kind == 2]}


def test_the_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = "\n".join("\t".join(pair) for pair in (("source", "target"), BAD, BAD))
    Path("pairs.tsv").write_text(f"{rows}\n", encoding="utf-8")
    diff = "--- a/pairs.tsv\n+++ b/pairs.tsv\n@@ -2,0 +3 @@\n+x\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(diff.encode())))
    code, out, _ = run("check", "pairs.tsv", "--diff", "--format", "json")
    assert (code, {one["segment"] for one in json.loads(out)}) == (1, {2})
    assert run("check", "pairs.tsv", "--write-baseline")[0] == 2
    assert run("check", "pairs.tsv", "--baseline", "known.json", "--write-baseline")[0] == 0
    assert run("check", "pairs.tsv", "--baseline", "known.json")[:2] == (0, "")
    assert run("check", "pairs.tsv", "--baseline", "none.json")[0] == 3
    assert run("check", "pairs.tsv", "--profile", "x.toml")[0] == 3
    assert run("check", "--rules")[1].count("\n") == len(rules())


def test_the_documentation_lists_every_rule() -> None:
    page = Path(__file__).parents[3] / "docs/how-to/check.md"
    text = page.read_text(encoding="utf-8")
    assert [rule for rule in rules() if f"`{rule}`" not in text] == []


@pytest.mark.parametrize(
    ("note", "accepted", "warnings"),
    [
        ("glossary-ok: doubled-word", {"doubled-word"}, []),
        ("glossary-ok: doubled-word, url: see below", {"doubled-word", "url"}, []),
        ("glossary-ok: url because it moved", {"url"}, []),
        ("glossary-ok: doubled-wrod, url", {"url"}, ["'doubled-wrod'", "did you mean 'doubled-word'"]),
        ("glossary-ok: Doubled-Word", set(), ["'Doubled-Word'", "did you mean 'doubled-word'"]),
        ("glossary-ok: 数字", set(), ["'数字'", "glossary check --rules lists them"]),
        ("url, doubled-wrod", set(), []),
    ],
)  # fmt: skip
def test_notes_name_rules(
    caplog: pytest.LogCaptureFixture, note: str, accepted: set[str], warnings: list[str]
) -> None:
    assert accepted_in(note, "a.po:3") == accepted
    assert len(caplog.messages) == bool(warnings)
    for part in warnings:
        assert part in caplog.text


def test_an_unknown_rule_is_named_with_its_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    end = "unknown rule 'doubel-word' in glossary-ok; did you mean 'doubled-word'?\n"
    rows = ("source\ttarget\tnote", "好。\tGood.\t", "\t".join((*BAD, "glossary-ok: doubel-word")))
    Path("pairs.tsv").write_text("\n".join(rows), encoding="utf-8")
    code, _, err = run("check", "pairs.tsv", "--quiet")
    assert (code, err) == (1, f"glossary: pairs.tsv:3: {end}")
    Path("zh.md").write_text("# 标题\n\n这是规则。\n", encoding="utf-8")
    text = "# Title\n\n<!-- glossary-ok: doubel-word -->\nThis is the the rule.\n"
    Path("en.md").write_text(text, encoding="utf-8")
    assert run("check", "zh.md", "en.md", "--quiet")[2] == f"glossary: en.md:3: {end}"


def test_the_lowest_severity_of_what_is_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Glossary
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = ("source\ttarget", "\t".join(BAD), "这是规则。\tThis is the rule。")
    Path("pairs.tsv").write_text("\n".join(rows), encoding="utf-8")
    code, out, err = run("check", "pairs.tsv", "--at-least", "major", "--format", "json")
    assert (code, [one["severity"] for one in json.loads(out)]) == (1, ["major"])
    assert err == "1 finding in 2 segments\n"
    assert run("check", "pairs.tsv", "--at-least", "critical")[:2] == (0, "")
    found = {level: small.check(Path("pairs.tsv"), at_least=level) for level in Severity}
    for level, findings in found.items():
        assert findings == [one for one in found[Severity.MINOR] if one.severity.reaches(level)]
    with pytest.raises(ValueError, match="invalid severity 'all'; expected one of: minor, major"):
        small.check(*BAD, at_least="all")
