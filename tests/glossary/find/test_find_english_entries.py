"""Finding English as glossaries write it: signs, infinitives, objects, brackets, numbers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary
from glossary.find.english import EnglishFinder
from termbase.language import english, english_entries
from termbase.language.script import LONG
from termbase.model.concept import Concept, Language, Term

TERMS = """
C++ | C# | F | 50% | 8‰ | .NET | AT&T | R&D | S&P | US$100 | $5 | US | GB | G7 | LGBT | 996 | I
to shelve | to crack down on | to bear the blame | to cross the line | to be disciplined | to be | to do sth.
take sth. into account | to hand sb. over to the police | sb. is under investigation | talk sb into sth | sth | sb.
restore sb.'s reputation | restrain one's greed | put something on the agenda | something is afoot | to each his own
grass-roots official(s) | believe (in) | (re)distribution | struggle (in the Maoist sense) | British National (Overseas)
take/make a decision | cadre/functionary | A2/AD | bring in / introduce reforms | and/or
left / right deviation | Labour Union (LU) | postwar order
14th Five-Year Plan | Twentieth Party Congress | eight-point decision | 8-point regulation | twenty-first century
23rd anniversary | one hundred days | 100 schools | Three Represents | 2 bombs and 1 satellite | May Fourth Movement
non-party personage | nonaligned state | anti-corruption campaign | antirightist drive | Non-Party Figure | Anticorruption Bureau
co-operation zone | coordinator | reeducation | re-election | policy-maker | anti-Japanese war | counterrevolutionary
café society | Lü Yuan | naïve cadre | better oneself
Xi Jinping: The Governance of China | the enemy advances, we retreat; the enemy camps, we harass
""".replace("\n", "|")

CASES: list[tuple[str, list[str]]] = [
    # signs
    ("a C++ compiler", ["C++"]),
    ("C, C+ and C#", ["C#"]),
    ("Plan C", []),
    ("Plan F, F# and F++", ["F"]),
    ("(C++)", ["C++"]),
    ("50% of them", ["50%"]),
    ("50 percent, 50 people, 150%", []),
    ("8‰ of births, 8 births", ["8‰"]),
    ("the .NET team", [".NET"]),
    ("the NET and ASP.NET", []),
    ("AT&T and Verizon", ["AT&T"]),
    ("at the AT T or AT-T", []),
    ("R&D spending, R & D", ["R&D", "R & D"]),
    ("R and D, R D", []),
    ("S&P’s rating", ["S&P"]),
    ("US$100 or US$1000", ["US$100"]),
    ("$5, $50, €5, 5", ["$5"]),
    ("a US-China deal in US$", ["US"]),
    ("G7+ and LGBT+", ["G7", "LGBT"]),
    ("996 and 996% and $996", ["996"]),
    # infinitives
    ("he wanted to shelve it", ["to shelve"]),
    ("they shelved it", ["shelved"]),
    ("he shelves it", ["shelves"]),
    ("shelving it", ["shelving"]),
    ("it cracked down on dissent", ["cracked down on"]),
    ("Cracking Down On Graft", ["Cracking Down On"]),
    ("he bore the blame", ["bore the blame"]),
    ("crosses the line", ["crosses the line"]),
    ("it is so, they were", []),
    ("he did it", []),
    ("he was disciplined", ["was disciplined"]),
    ("to each his own", ["to each his own"]),
    ("each his own", []),
    # objects
    ("it took this into account", ["took this into account"]),
    ("taking all the costs into account", ["taking all the costs into account"]),
    ("take into account", []),
    ("take the costs and the gains into account", []),
    ("took that, into account", []),
    ("taking one two three four into account", []),
    ("they handed him over to the police", ["handed him over to the police"]),
    ("he is under investigation", ["is under investigation"]),
    ("we talked them into it", ["talked them into"]),
    ("he talked", []),
    ("restoring Hu Yaobang’s reputation", ["restoring Hu Yaobang’s reputation"]),
    ("restored his reputation", ["restored his reputation"]),
    ("restored the reputation", []),
    ("restraining their greed", ["restraining their greed"]),
    ("put something on the agenda", ["put something on the agenda"]),
    ("put land reform on the agenda", ["put land reform on the agenda"]),
    ("something is afoot", ["something is afoot"]),
    ("reform is afoot", []),
    ("somebody said something", []),
    # brackets and strokes
    ("grass-roots officials", ["grass-roots officials"]),
    ("a grass-roots official", ["grass-roots official"]),
    ("to believe in it", ["believe in"]),
    ("to believe it", ["believe"]),
    ("redistribution and distribution", ["redistribution", "distribution"]),
    ("a struggle", ["struggle"]),
    ("British National (Overseas)", ["British National (Overseas)"]),
    ("British National Overseas", ["British National Overseas"]),
    ("a British National", []),
    ("a decision was made; to make a decision", ["make a decision"]),
    ("taking a decision", ["taking a decision"]),
    ("a functionary, a cadre", ["functionary", "cadre"]),
    ("A2/AD, A2, AD", ["A2/AD"]),
    ("it brought in a law", ["brought in"]),
    ("introduced reforms", ["introduced reforms"]),
    ("this and that or those", []),
    ("the left, a right deviation and a left deviation", ["right deviation", "left deviation"]),
    ("the Labour Union (LU), the Labour Union", ["Labour Union (LU)", "Labour Union"]),
    ("the post-war order", ["post-war order"]),
    # numbers
    ("the Fourteenth Five-Year Plan", ["Fourteenth Five-Year Plan"]),
    ("the fourteenth five-year plan", ["fourteenth five-year plan"]),
    ("the 14th 5-Year Plan", ["14th 5-Year Plan"]),
    ("the 20th Party Congress", ["20th Party Congress"]),
    ("the party congress", []),
    ("the 8-point decision", ["8-point decision"]),
    ("the eight point regulations", ["eight point regulations"]),
    ("the 21st century", ["21st century"]),
    ("the Twenty-First Century", ["Twenty-First Century"]),
    ("the twenty-third anniversary", ["twenty-third anniversary"]),
    ("the third anniversary", []),
    ("100 days, one hundred schools", ["100 days", "one hundred schools"]),
    ("the 3 Represents", ["3 Represents"]),
    ("two bombs and one satellite", ["two bombs and one satellite"]),
    ("the May 4th Movement", ["May 4th Movement"]),
    # compounds
    ("nonparty personages", ["nonparty personages"]),
    ("non party personage", ["non party personage"]),
    ("a non-aligned state", ["non-aligned state"]),
    ("an anticorruption campaign", ["anticorruption campaign"]),
    ("the anti-rightist drive", ["anti-rightist drive"]),
    ("a Nonparty Figure, a nonparty figure", ["Nonparty Figure"]),
    ("the Anti-Corruption Bureau", ["Anti-Corruption Bureau"]),
    ("a cooperation zone, co-ordinators", ["cooperation zone", "co-ordinators"]),
    ("re-education and reelection", ["re-education", "reelection"]),
    ("policymakers", ["policymakers"]),
    ("the antijapanese war", []),
    ("counter-revolutionary", ["counter-revolutionary"]),
    # accents, also decomposed; pronouns; punctuation inside
    ("the café society", ["café society"]),
    ("Lü Yuan, a naïve cadre", ["Lü Yuan", "naïve cadre"]),
    ("the cafe society", []),
    ("they bettered themselves", ["bettered themselves"]),
    ("Xi Jinping: The Governance of China", ["Xi Jinping: The Governance of China"]),
    ("The enemy advances, we retreat; the enemy camps, we harass",
     ["The enemy advances, we retreat; the enemy camps, we harass"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    path = tmp_path_factory.mktemp("entries") / "own.db"
    with glossary.open(path, builtin=False) as opened:
        for number, term in enumerate(filter(str.strip, TERMS.split("|"))):
            opened.add(f"词{number}", term.strip())
        yield opened


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_found_as_glossaries_mean_it(base: Glossary, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in base.find(text)] == expected
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", m.text) for m in base.find(decomposed)] == expected
    wide = text.translate({code: code + 0xFEE0 for code in b"+#%&$()"})
    assert [unicodedata.normalize("NFKC", m.text) for m in base.find(wide)] == [
        unicodedata.normalize("NFKC", one) for one in expected
    ]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_found_in_a_long_text(base: Glossary, text: str, expected: list[str]) -> None:
    long = f"{'x ' * LONG}{text}"
    assert [mention.text for mention in base.find(long)] == expected


LOOKUPS = [
    ("C++", "C++"), ("C#", "C#"), ("at&t", "AT&T"), ("R & D", "R&D"), (".net", ".NET"), ("50%", "50%"),
    ("shelve", "to shelve"), ("to shelve", "to shelve"), ("shelving", "to shelve"),
    ("take into account", "take sth. into account"), ("took something into account", "take sth. into account"),
    ("restore somebody's reputation", "restore sb.'s reputation"),
    ("grass-roots officials", "grass-roots official(s)"), ("believe in", "believe (in)"), ("redistribution", "(re)distribution"),
    ("make a decision", "take/make a decision"), ("functionaries", "cadre/functionary"),
    ("fourteenth five-year plan", "14th Five-Year Plan"), ("20th party congress", "Twentieth Party Congress"),
    ("8-point decision", "eight-point decision"), ("21st century", "twenty-first century"),
    ("Twenty-third anniversary", "23rd anniversary"), ("nonparty personage", "non-party personage"),
    ("non-aligned state", "nonaligned state"), ("anticorruption campaign", "anti-corruption campaign"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "matched"), LOOKUPS)
def test_look_up_agrees_with_finding(base: Glossary, query: str, matched: str) -> None:
    hit = base.lookup(query)[0]
    assert (hit.matched, hit.score >= 90) == (matched, True)


def test_other_signs_are_other_terms(base: Glossary) -> None:
    assert all(hit.score < 90 for hit in base.lookup("C"))
    assert all(hit.score < 90 for hit in base.lookup("50"))


_BITS = st.sampled_from(
    [word for term in TERMS.split("|") for word in term.split()]
    + ["him", "fourteenth", "nonparty", "non", "party", "twenty", "first", "shelves", "bore", "C", "+", "%", "&",
       "(", ")", "e\u0301", "\u0301", ",", "-", "\n", ".NET", "'s", "”", " "]
)  # fmt: skip


@given(st.lists(_BITS, max_size=8), st.sampled_from(["", " "]))
def test_terms_begin_where_the_scan_looks(base: Glossary, bits: list[str], between: str) -> None:
    text = between.join(bits)
    finder = EnglishFinder(base.termbase.forms(Language.ENGLISH), base.termbase.lemmas())
    matches = (english.WORD.match(text, place) for place in finder._scan.beginnings(text))
    found = list(finder._from_each(text, filter(None, matches)))
    assert found == list(finder._from_each(text, english.WORD.finditer(text)))


def test_a_word_goes_on_after_an_accent_of_its_own(base: Glossary) -> None:
    assert [mention.text for mention in base.find("C++ here")] == ["C++"]
    assert base.find("e\u0301C++ here") == []


def test_the_texts_of_an_entry_are_few() -> None:
    assert english_entries.texts("C++") == ("C++",)
    assert english_entries.texts("take/make (a) decision(s)")[0] == "take/make (a) decision(s)"
    for odd in ("(a/b)" * 500, "(of)" * 500, "a/b/c " * 200, "non-party " * 300, "21st " * 500):
        assert len(english_entries.texts(odd)) <= 16


def test_a_text_that_is_another_term_of_the_concept_is_that_term(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("both") / "own.db"
    with glossary.open(path, builtin=False) as g:
        g.add(
            "党外人士",
            ["non-party personage", "nonparty personage", "14th plan", "fourteenth plan"],
        )
        texts = ["nonparty personage", "non-party personage", "14th plan", "fourteenth plan"]
        for text in texts:
            assert [mention.term.text for mention in g.find(text)] == [text]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("It is your country, they wrote.", True), ("YOUR COUNTRY", True),
        ("It will help our country.", False), ("He left his country.", False),
    ],
)  # fmt: skip
def test_a_pronoun_at_the_beginning_is_that_one(tmp_path: Path, text: str, is_found: bool) -> None:
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        g.put(Concept("niguo", (Term(Language.ENGLISH, "your country"),)))
        assert bool(g.find(text)) is is_found
