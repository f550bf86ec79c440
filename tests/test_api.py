"""The public names and signatures, which change only on purpose."""

from __future__ import annotations

import inspect
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import glossary
import termbase
from glossary import Glossary
from termbase import errors
from termbase.merge.merging import Outcome

NAMES = {
    "Concept", "Conflict", "ContentError", "Document", "Error", "Finding", "Glossary", "Hit",
    "InputError", "InvalidConcept", "Language", "Level", "Match", "Memory", "Mention", "NotFound",
    "Outdated", "Problem", "Severity", "Source", "Status", "StoreError", "Term", "TooNew",
    "TranslationUnit", "Usage", "__version__", "open", "written_by",
}  # fmt: skip


def test_public_names() -> None:
    assert set(glossary.__all__) == NAMES
    assert set(dir(glossary)) >= NAMES
    for name in NAMES:
        assert getattr(glossary, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Glosary'"):
        glossary.Glosary  # noqa: B018


def test_every_error_is_public() -> None:
    def subclasses(error: type[errors.Error]) -> set[type[errors.Error]]:
        return {error, *(found for sub in error.__subclasses__() for found in subclasses(sub))}

    public = {value for name in NAMES if isinstance(value := getattr(glossary, name), type)}
    defined = {error for error in subclasses(errors.Error) if error.__module__ == errors.__name__}
    assert defined <= public


def test_import_loads_nothing_else() -> None:
    code = "import sys, glossary; print([m for m in sys.modules if m.startswith('termbase')])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_signatures(golden: Callable[[str, str], None]) -> None:
    lines = [f"open{inspect.signature(glossary.open)}"]
    for name in sorted(dir(Glossary)):
        member = inspect.getattr_static(Glossary, name)
        if not name.startswith("_"):
            kind = member.__func__ if isinstance(member, staticmethod) else member
            shown = inspect.signature(kind) if inspect.isfunction(kind) else ""
            lines.append(f"Glossary.{name}{shown}")
    golden("api.txt", "\n".join(lines) + "\n")


def test_every_public_method_is_documented() -> None:
    for name in dir(Glossary):
        if not name.startswith("_"):
            assert inspect.getdoc(getattr(Glossary, name)), name


@pytest.fixture
def team(tmp_path: Path) -> Glossary:
    return glossary.open(tmp_path / "team.db", builtin=False)


def test_add_edit_remove(team: Glossary) -> None:
    added = team.add("測試詞", ["test word", "trial"], gloss="A test.", usage=["media"])
    assert (added.id, added.gloss) == ("ceshici", "A test.")
    assert added.chinese[0].traditional == "測試詞"
    assert [hit.concept for hit in team.lookup("ceshici")] == [added]
    assert [m.concept for m in team.find("一个测试词。")] == [added]
    with pytest.raises(glossary.Conflict, match="already, as ceshici"):
        team.add("测试词", "other")
    changed = team.edit("测试词", english="trial", note="Seen twice.")
    assert [term.text for term in changed.english] == ["trial"]
    assert (changed.gloss, changed.note) == ("A test.", "Seen twice.")
    with pytest.raises(TypeError, match="unknown fields: glos"):
        team.edit("测试词", glos="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="mention"):
        team.annotate("x", mention="all")  # type: ignore[call-overload]
    with pytest.raises(glossary.NotFound):
        team.edit("没有", gloss="x")
    assert team.remove("测试词") == ["ceshici"]
    assert team.find("一个测试词。") == []
    with pytest.raises(glossary.NotFound):
        team.remove("ceshici")


def test_nothing_is_removed_if_one_is_missing(team: Glossary) -> None:
    team.add("甲乙", "first")
    with pytest.raises(glossary.NotFound):
        team.remove("甲乙", "missing")
    assert team.lookup("甲乙")


def test_files(team: Glossary, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("simplified,english,subject\n甲乙,first,x\n丙丁,second,y\n", encoding="utf-8")
    trial = team.import_file(table, dry_run=True)
    assert trial.terms is not None
    assert len(trial.terms.outcomes) == 2
    assert team.lookup("甲乙") == []
    report = team.import_file(str(table))
    assert (report.path, report.units) == (table, None)
    assert [hit.concept.subject for hit in team.lookup("甲乙")] == ["x"]
    exported = team.export(tmp_path / "out.json", subject=["x"])
    assert (exported.concepts, exported.format) == (1, "json")
    assert (tmp_path / "out.json").read_bytes() == exported.data
    assert team.dump("csv", builtin=False).concepts == 2
    converted = Glossary.convert(table, tmp_path / "b.tsv")
    assert (tmp_path / "b.tsv").read_bytes() == converted.exported.data
    with pytest.raises(glossary.InputError, match="suffix"):
        team.export(tmp_path / "out.xyz")
    table.write_text("simplified,english\n甲,first,x\n", encoding="utf-8")
    with pytest.raises(glossary.ContentError):
        team.import_file(table)
    assert not team.validate(table).is_well_formed
    units = tmp_path / "m.tsv"
    units.write_text("source\ttarget\n甲乙到了。\tThe first came.\n", encoding="utf-8")
    team.memory.add("甲乙到了。", "The first came.")
    lines = team.pretranslate(units).data.decode().splitlines()
    assert lines == ["source\ttarget\tscore", "甲乙到了。\tThe first came.\t100"]


def test_a_string_never_names_a_file(
    team: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.add("甲乙", "first")
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("甲乙在此。", encoding="utf-8")
    assert team.find("notes.txt") == []
    assert "甲乙" not in team.annotate("notes.txt", to="text")
    assert [m.text for m in team.find(Path("notes.txt"))] == ["甲乙"]
    assert [m.text for m in team.find_file("notes.txt")] == ["甲乙"]
    assert "first" in team.annotate(Path("notes.txt"), to="text")
    data = team.annotate_file("notes.txt", "notes.html")
    assert Path("notes.html").read_bytes() == data
    assert data.startswith(b"<!DOCTYPE html>")
    assert team.annotate_file("notes.txt", to="markdown").decode().startswith("甲乙[^zg-")
    assert len(team.align("甲乙在此。", "The first is here.")) == 1
    assert team.align(Path("notes.txt"), "notes.txt")[0].source == ("甲乙在此。",)
    with pytest.raises(glossary.InputError, match="would overwrite"):
        team.annotate_file("notes.txt", "./notes.txt", "text")


def test_counts_and_signature(team: Glossary) -> None:
    empty = team.signature()
    team.add("甲乙", ["first", "primary"], subject="x")
    stats = team.stats()
    assert (stats.total.concepts, stats.total.own, stats.total.english) == (1, 1, 2)
    assert stats.subjects["x"] == stats.total
    assert stats.signature == team.signature() != empty
    assert stats.signature.version == glossary.__version__
    # The signature is one of the data, however they got there.
    team.edit("甲乙", gloss="G.")
    assert team.signature() != stats.signature
    team.remove("甲乙")
    assert team.signature() == empty


def test_the_signature_is_in_a_json_export(team: Glossary, tmp_path: Path) -> None:
    team.add("甲乙", "first", subject="x")
    team.add("丙丁", "second", subject="y")
    exported = json.loads(team.dump("json").data)
    assert exported["signature"] == team.signature()._asdict()
    assert json.loads(team.dump("json", subject=["x"]).data)["signature"] != exported["signature"]
    team.export(tmp_path / "a.json")
    with glossary.open(tmp_path / "again.db", builtin=False) as again:
        again.import_file(tmp_path / "a.json")
        assert again.signature() == team.signature()


def test_a_namesake_is_reported(tmp_path: Path) -> None:
    """PyPI's Django app of the same name puts its own ``__init__.py`` in the place of ours."""
    start = [sys.executable, "-c", "from termbase.start import main; main()", "--version"]
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/__init__.py").write_text("import no_such_module\n", encoding="utf-8")
    run = subprocess.run(start, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "no_such_module" in run.stderr
    (tmp_path / "glossary-0.4.13.dist-info").mkdir()
    metadata = tmp_path / "glossary-0.4.13.dist-info/METADATA"
    metadata.write_text(
        "Metadata-Version: 2.1\nName: glossary\nVersion: 0.4.13\n", encoding="utf-8"
    )
    run = subprocess.run(start, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (run.returncode, run.stdout) == (3, "")
    assert run.stderr.startswith("glossary: the Django app 'glossary' has replaced this package;")
    assert run.stderr.count("\n") == 1


def test_short_representations(team: Glossary) -> None:
    team.add("甲乙", ["first", "primary"], gloss="A long gloss. " * 40)
    team.memory.add("甲乙到了。" * 30, "The first came.")
    (mention,) = team.find("说甲乙在此。")
    (hit,) = team.lookup("甲乙")
    (match,) = team.memory.search("甲乙到了。" * 30)
    assert repr(mention) == "<Mention 1–3 甲乙: jiayi, score 0.98>"
    assert repr(hit) == "<Hit 100.0 甲乙: <Concept jiayi: 甲乙 = first (3 terms)>>"
    assert repr(hit.concept.english[1]) == "<Term en primary, admitted>"
    assert repr(match).startswith("<Match 100: '甲乙到了。")
    for shown in (match, match.unit):
        assert len(repr(shown)) < 150
    assert repr(team).endswith("team.db', 1 concept>")
    assert repr(team.memory).endswith("team.db', 1 unit>")


def test_notebooks_show_tables(team: Glossary) -> None:
    team.add("甲乙", "a <b> & c")
    mentions, hits = team.find("说甲乙在此。"), team.lookup("甲乙")
    assert isinstance(mentions, list)
    assert isinstance(hits, list)
    for found in (mentions, hits):
        shown = getattr(found, "_repr_html_")()  # noqa: B009 - the type is a list
        assert "<td>a &lt;b&gt; &amp; c</td>" in shown
        assert shown.count("<tr>") == 2
        assert pickle.loads(pickle.dumps(found)) == found
    many = team.find("甲乙，" * 300)
    assert many._repr_html_().endswith("<tr><td>… and 100 more</td></tr>\n</table>")  # type: ignore[attr-defined]


def test_an_empty_base_is_a_base(team: Glossary) -> None:
    assert repr(team).endswith("team.db', 0 concepts>")
    assert repr(glossary.open(builtin=False)) == "<Glossary: no base of its own>"


def test_an_unknown_format_is_refused(team: Glossary, tmp_path: Path) -> None:
    for attempt in (
        lambda: team.dump("foo"),
        lambda: team.export(tmp_path / "a.csv", format="foo"),
        lambda: Glossary.convert(tmp_path / "a.csv", tmp_path / "b", target_format="foo"),
        lambda: team.import_file(tmp_path / "a.csv", format="foo"),
    ):
        (tmp_path / "a.csv").write_text("simplified,english\n甲乙,first\n", encoding="utf-8")
        with pytest.raises(glossary.InputError, match="unknown format 'foo'; expected one of: csv"):
            attempt()


def test_a_string_is_one_value(team: Glossary) -> None:
    team.add("甲乙", "first", subject="corruption", usage="media")
    team.add("丙丁", "second")
    team.add("戊己", "third", subject="c")
    for options in ({"subject": "corruption"}, {"usage": "media"}, {"usage": ["media"]}):
        data = json.loads(team.dump("json", **options).data)
        assert [concept["id"] for concept in data["concepts"]] == ["jiayi"]
    assert team.dump("json", status="preferred").concepts == 3
    assert team.dump("json", status=glossary.Status.ADMITTED).concepts == 0
    assert team.dump("json", subject="").concepts == 1
    changed = team.edit("丙丁", usage="official")
    assert changed.english[0].usage == (glossary.Usage.OFFICIAL,)


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (lambda g: g.annotate("x", mentions="foo"), "mentions 'foo'; expected one of: first, all"),
        (
            lambda g: g.annotate("x", pinyin="foo"),
            "pinyin 'foo'; expected one of: terms, all, zhuyin",
        ),
        (lambda g: g.annotate("x", script="foo"), "script 'foo'; expected one of: source, both"),
        (lambda g: g.annotate("x", "foo"), "output format 'foo'; expected one of: html, markdown"),
        (lambda g: g.find("x", level="foo"), "level 'foo'; expected one of: strict, balanced"),
        (lambda g: g.add("甲", "x", usage="foo"), "usage 'foo'; expected one of: official"),
        (lambda g: g.dump("csv", status="foo"), "status 'foo'; expected one of: preferred"),
        (lambda g: g.dump("csv", usage="foo"), "usage 'foo'; expected one of: official"),
        (lambda g: g.dump("deepl", direction="foo"), "direction 'foo'; expected one of: zh-en"),
        (lambda g: g.dump("deepl", script="foo"), "script 'foo'; expected one of: given, simpl"),
        (
            lambda g: g.import_file("a.csv", on_conflict="foo"),
            "on_conflict 'foo'; expected one of: refuse, ours, theirs, both",
        ),
        (lambda g: g.memory.add_many([], "foo"), "duplicates 'foo'; expected one of: all"),
    ],
)
def test_an_invalid_value_is_refused(
    team: Glossary, attempt: Callable[[Glossary], object], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^invalid {message}"):
        attempt(team)


def test_strings_of_a_term_are_converted() -> None:
    term = glossary.Term("zh", "甲", status="deprecated", usage="media")  # type: ignore[arg-type]
    assert term == glossary.Term(
        glossary.Language.CHINESE, "甲",
        status=glossary.Status.DEPRECATED, usage=(glossary.Usage.MEDIA,),
    )  # fmt: skip
    assert term.simplified == "甲"
    assert repr(term) == "<Term zh 甲, deprecated>"
    for values, message in (
        ({"language": "fr"}, "invalid language 'fr'; expected one of: zh, en"),
        ({"status": "zzz"}, "invalid status 'zzz'; expected one of: preferred"),
        ({"usage": ("media", "zzz")}, "invalid usage 'zzz'; expected one of: official"),
    ):
        with pytest.raises(glossary.InvalidConcept, match=message):
            glossary.Term(**{"language": "zh", "text": "甲", **values})  # type: ignore[arg-type]


def test_a_single_import_has_the_options_of_several(team: Glossary, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("simplified,english\n甲乙,first; primary\n", encoding="utf-8")
    team.import_file(table, split=True, clean=True)
    assert [term.text for term in team.lookup("甲乙")[0].concept.english] == ["first", "primary"]
    with pytest.raises(glossary.InputError, match="no sheets"):
        team.import_file(table, sheet="Terms")


def test_messages_name_arguments_of_python(team: Glossary, tmp_path: Path) -> None:
    """An option of the command is named only beside the argument of the function."""
    table = tmp_path / "a.csv"
    table.write_text("simplified,english\n甲乙,first\n", encoding="utf-8")
    team.import_file(table)
    table.write_text("simplified,english,gloss\n甲乙,first,A.\n", encoding="utf-8")
    team.import_file(table)
    table.write_text("simplified,english,gloss\n甲乙,first,B.\n", encoding="utf-8")
    (tmp_path / "b.xyz").touch()
    (tmp_path / "c.txt").write_bytes(b"\x81\xff\x00")
    attempts: list[tuple[str, Callable[[], object]]] = [
        ("set on_conflict \\(--on-conflict\\)", lambda: team.import_file(table)),
        ("columns \\(--map\\) x=y", lambda: team.import_file(table, columns={"x": "y"})),
        ("name the format, one of: csv", lambda: team.import_file(tmp_path / "b.xyz")),
        ("encoding \\(--encoding\\)", lambda: team.find_file(tmp_path / "c.txt")),
        ("sheet \\(--sheet\\)", lambda: team.import_file(table, sheet="A")),
    ]
    for message, attempt in attempts:
        with pytest.raises(errors.Error, match=message):
            attempt()


def test_what_cannot_be_a_term_is_not_added(team: Glossary) -> None:
    with pytest.raises(glossary.InputError, match="'foo' has no Chinese characters"):
        team.add("foo", "bar")
    with pytest.raises(glossary.InputError, match="某某 has no English rendering"):
        team.add("某某", [])
    for pinyin in ("zzz9", "luo", "luo3", "foo bar"):
        with pytest.raises(glossary.InputError, match=f"'{pinyin}' is not the pinyin of 裸官"):
            team.add("裸官", "naked official", pinyin=pinyin)
    assert list(team.termbase) == []
    added = team.add("裸官", "naked official", pinyin="luo3guan1")
    assert added.chinese[0].pinyin == "luǒguān"
    with pytest.raises(glossary.InputError, match="not the pinyin"):
        team.edit("裸官", pinyin="zzz9")
    assert team.edit("裸官", pinyin="luo3 guan1").chinese[0].pinyin == "luǒ guān"
    assert team.add("A4紙", "A4 paper").chinese[0].pinyin
    assert team.add("𠮷野家", "Yoshinoya", pinyin="jí yě jiā")


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".xlsx", ".tbx", ".u8", ".xlf"])
def test_compressed_exports_can_be_imported(team: Glossary, tmp_path: Path, suffix: str) -> None:
    team.add("裸官", "naked official")
    path = tmp_path / f"a{suffix}.gz"
    team.export(path, builtin=False)
    assert path.read_bytes().startswith(b"\x1f\x8b")
    again = team.convert(path, tmp_path / "b.TBX.GZ")
    assert again.exported.concepts == 1
    assert (tmp_path / "b.TBX.GZ").read_bytes().startswith(b"\x1f\x8b")
    with glossary.open(tmp_path / "other.db", builtin=False) as other:
        terms = other.import_file(path).terms
        assert terms is not None
        assert terms.concepts[Outcome.NEW] == 1


@pytest.mark.parametrize("value", [3, None, b"x", ["a"]])
def test_a_value_that_is_no_text_is_named(team: Glossary, value: Any) -> None:
    for call, name in (
        (team.lookup, "query"), (team.find, "text"), (team.annotate, "text"),
        (lambda value: team.align("a", value), "target"),
    ):  # fmt: skip
        with pytest.raises(TypeError, match=f"^{name} is a {type(value).__name__}; expected a str"):
            call(value)


def test_strings_of_a_relation_are_converted() -> None:
    terms = (glossary.Term(glossary.Language.CHINESE, "甲"),)
    other = termbase.Related("see also", "b")  # type: ignore[arg-type]
    assert glossary.Concept("a", terms, related=(other,)).related[0].relation.name == "SEE_ALSO"
    for wrong in ("cousin", "", None):
        with pytest.raises(glossary.InvalidConcept, match="invalid relation"):
            glossary.Concept("a", terms, related=(termbase.Related(wrong, "b"),))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["a\0b.txt", "\ud800.csv"])
def test_what_is_no_file_name_is_an_error_of_ours(team: Glossary, name: str) -> None:
    for call in (team.find_file, team.import_file, team.export, team.annotate_file):
        with pytest.raises(glossary.Error, match="is not a file name"):
            call(Path(name))
    with pytest.raises(glossary.Error, match="is not a file name"):
        glossary.open(name)
