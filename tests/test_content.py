"""The built-in terms: sound as data, and there where a translator looks for them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from glossary.annotate import find_in_document
from glossary.documents import read
from glossary.find import Finder
from termbase.builtin import FOLDER
from termbase.builtin.authored import read as read_terms
from termbase.builtin.authored import read_groups
from termbase.builtin.context import CONTEXT
from termbase.language.varieties import american
from termbase.validation import validate
from tests.builtin import authored, builtin

CLOSED_SETS = Path(__file__).parents[1] / "benchmarks/closed_sets.toml"
SUBJECTS = """campaign corruption economy euphemism event foreign-policy ideology idiom institution
internet law media meeting military person place policy position region slogan""".split()
KINDS = """campaign charge doctrine document euphemism event group idiom institution law meeting meme
metaphor nickname notion office penalty person place policy practice procedure publication rank
slogan""".split()

# What a translator would want explained in an article about naked officials, as it is said there.
NAKED_OFFICIALS = {
    "naked official": "luoguan",
    "cicada sloughing off its shell": "jinchantuoqiao",
    "Study Times": None,
    "Honesty Outlook": None,
    "underground money market": None,
    "zero tolerance": None,
    "jump ship": None,
    "cage’ of the system": None,
    "life imprisonment": None,
    "Central Commission for Discipline Inspection": None,
    "anti-graft agency": None,
    "Central Party School": None,
    "General Secretary": None,
    "Xi Jinping": None,
    "Cao Jianliao": None,
    "Zhang Shuguang": None,
    "Ministry of Railways": None,
    "Sixth Plenary Session of the 19th CCP Central Committee": None,
    "20th National Congress": None,
    "Epoch Times": None,
    "People’s Public Security University": None,
    "Chinese Communist Party": None,
    "slipped through the net": None,
}


def test_the_compiled_base_is_what_was_written() -> None:
    store = builtin().termbase.builtin
    assert store is not None
    assert list(store) == sorted(authored(), key=lambda concept: concept.id)


def test_there_is_enough_of_it() -> None:
    concepts = authored()
    assert len(concepts) >= 6500
    assert sum(bool(concept.sources) for concept in concepts) >= 600
    assert sorted({concept.subject for concept in concepts}) == SUBJECTS
    assert {concept.kind for concept in concepts} <= {*KINDS, "person type"}


def test_closed_sets_are_complete() -> None:
    forms = {term.simplified for concept in authored() for term in concept.chinese}
    sets = tomllib.loads(CLOSED_SETS.read_text(encoding="utf-8"))
    assert {
        name: missing
        for name, table in sets.items()
        if (missing := [member for member in table["members"] if member not in forms])
    } == {}
    assert sum(len(table["members"]) for table in sets.values()) >= 600


def test_it_is_sound() -> None:
    assert [str(problem) for problem in validate(authored())] == []


def test_glosses_say_what_the_term_means() -> None:
    """A shorter gloss names something, but helps nobody."""
    short = [c.id for c in authored() if len(c.gloss) <= 50]
    assert short == []


AMERICAN = re.compile(
    "(?:(?:neigh|la|har)bor|color|(?:hon|fav|behavi|endeav|rum)or)(?!ar|ator)|(?:cent|theat|[ao]met)ers?$|"
    "(?:def|off)ense|gray|(?:trave|cance|labe)l(?:ed|ing)|catalog$|skeptic"
)


def test_glosses_are_in_british_spelling_with_ize() -> None:
    """Names keep the spelling of their owners: the words here begin with a small letter."""
    words = {(word, c.id) for c in authored() for word in re.findall(r"\b[a-z]+\b", c.gloss)}
    found = [(word, name) for word, name in words if AMERICAN.match(word) or ends_in_ise(word)]
    assert found == []


def ends_in_ise(word: str) -> bool:
    changed = american(word)
    is_ise = changed != word and changed.replace("z", "s") == word and "yz" not in changed
    return is_ise and not word.startswith("metropolis")


def test_no_chinese_form_is_wholly_in_quotation_marks() -> None:
    """Marks around a form are in the text or not; a word that needs them has the cue “~”."""
    quoted = [
        (concept.id, term.text)
        for concept in authored()
        for term in concept.chinese
        if re.fullmatch("[“‘「『][^”’」』]*[”’」』]", term.text)
    ]
    assert quoted == []


def test_the_files_are_read_by_git_as_text() -> None:
    for path in FOLDER.glob("*.toml"):
        text = path.read_bytes()
        assert b"\r" not in text
        assert text.endswith(b"\n")


def test_the_example_in_the_readme_is_an_entry(tmp_path: Path) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    example = tmp_path / "corruption.toml"
    example.write_text(readme.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    (concept,) = read_terms(example, read_groups(FOLDER))
    assert concept.kind in KINDS
    names = {related.concept for related in concept.related}
    others = [other for other in authored() if other.id in names]
    assert {other.id for other in others} == names
    assert [
        problem for problem in validate([*others, concept]) if concept.id in problem.message
    ] == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("裸官", "luoguan"), ("luǒguān", "luoguan"), ("luo3guan1", "luoguan"), ("luoguan", "luoguan"),
        ("lg", None), ("naked officials", "luoguan"), ("金蟬脫殼", "jinchantuoqiao"),
        ("sloughing off its shell", "jinchantuoqiao"), ("zhōngjìwěi", "ccdi"), ("CCDI", "ccdi"),
    ],
)  # fmt: skip
def test_look_ups(query: str, name: str | None) -> None:
    found = [hit.concept.id for hit in builtin().lookup(query)]
    if name is None:
        assert "luoguan" in found
    else:
        assert found[0] == name


def test_everything_in_the_article_on_naked_officials(data: Path) -> None:
    document = read(data / "articles" / "en_naked_officials.txt")
    found = [mention.text for mention in find_in_document(document, Finder(builtin().termbase))]
    missing = [text for text in NAKED_OFFICIALS if not any(text in place for place in found)]
    assert missing == []


@pytest.mark.parametrize("name", ["zh_08_hkcnews_changzhijiuan", "en_07_rtcd_guo_yuhua"])
def test_articles_marked_by_hand(data: Path, name: str) -> None:
    """At least 85% of what a careful annotator marked is found."""
    rows = (data / "articles" / "gold" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    terms = [row.split("\t")[0] for row in rows if row.split("\t")[1] == "term"]
    document = read(data / "articles" / f"{name}.txt")
    found = {
        m.text for m in find_in_document(document, Finder(builtin().termbase), overlapping=True)
    }
    missing = [term for term in terms if term not in found]
    assert len(missing) <= 0.15 * len(terms), missing


@pytest.mark.parametrize(("language", "least"), [("zh", 0.93), ("en", 0.85)])
def test_traps(data: Path, language: str, least: float) -> None:
    """Sentences in which a term's characters stand and the term is meant, or is not."""
    text = (data / "traps" / "traps-dev.tsv").read_text(encoding="utf-8")
    rows = [row.split("\t") for row in text.splitlines()[1:]]
    rows = [row for row in rows if row[4].startswith(language)]
    wrong = [row for row in rows if is_found(row[0], row[1], row[2]) != (row[2] == "true")]
    assert len(wrong) <= (1 - least) * len(rows), wrong
    assert [row for row in wrong if row[2] == "false"] == []


def is_found(sentence: str, term: str, meant: str) -> bool:
    """Return True if a term is marked; English also in another form.

    A term that is meant may be marked in a longer one; another that it is only a part of, as in
    *Yuan Longping*, is not it.
    """
    start = sentence.lower().find(term.lower())
    longest = len(sentence) if meant == "true" else len(term)
    return any(
        (mention.start <= start <= start + len(term) <= mention.end <= mention.start + longest)
        or mention.term.text.lower() == term.lower()
        for mention in builtin().find(sentence)
    )


def test_further_cues_are_of_concepts_and_in_order() -> None:
    rows = [line.split("\t") for line in (FOLDER / CONTEXT).read_text("utf-8").splitlines()]
    ids = [row[0] for row in rows]
    assert ids == sorted(set(ids))
    assert set(ids) <= {concept.id for concept in authored()}
    for concept, *cells in rows:
        for cell in cells:
            cues = cell.split("|") if cell else []
            assert len(cues) == len(set(cues)), concept
            assert all(cue == cue.strip() and cue and "~" not in cue for cue in cues), concept
