"""The English beside a word is that word's, in every output; and the word is the one in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given

import glossary
from glossary import Glossary
from glossary.documents import parse
from glossary.find import Boundary, Mention
from glossary.views.concepts import format_hits
from glossary.views.json import mention_record
from glossary.views.memory import format_terms
from glossary.views.variants import preferred_for
from termbase.model.concept import Concept, FirstUse, Language, Review, Source, Status, Term
from tests.glossary.conftest import Run, zh
from tests.strategies import concepts

PREFERRED, EN = Status.PREFERRED, Language.ENGLISH
COMMISSION = "Central Commission for Discipline Inspection"


def en(text: str, status: Status = Status.ADMITTED) -> Term:
    return Term(EN, text, status=status)


CONCEPTS = [
    Concept(
        "ccdi",
        (
            zh("中央纪律检查委员会", "中央紀律檢查委員會", "Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì",
               status=PREFERRED, renderings=(COMMISSION,)),
            zh("中央纪委", "中央紀委", "Zhōngyāng Jìwěi", renderings=("CCDI", "the Commission")),
            zh("中纪委", "中紀委", "Zhōngjìwěi", renderings=("CCDI",)),
            en(COMMISSION, PREFERRED), en("CCDI"), en("the Commission"),
        ),
        gloss="The Party's internal police.",
        literal="central discipline inspection committee",
        as_of="2020-01", reviewed=Review("2021-02-03", 7),
        sources=(Source("A title", quote="words of a source"),),
        first_use=FirstUse("1949"),
    ),
    Concept(
        "zizhiqu",
        (
            zh("自治区", "自治區", "zìzhìqū", status=PREFERRED, renderings=("autonomous region",)),
            zh("自治州", "自治州", "zìzhìzhōu", renderings=("autonomous prefecture",)),
            en("autonomous region", PREFERRED), en("autonomous prefecture"),
        ),
    ),
    Concept(
        "jiancha",
        (
            zh("国家监察委员会", "國家監察委員會", "Guójiā Jiānchá Wěiyuánhuì", status=PREFERRED,
               renderings=("National Supervisory Commission",)),
            zh("监察部", "監察部", "Jiānchábù", status=Status.SUPERSEDED,
               renderings=("Ministry of Supervision",)),
            en("National Supervisory Commission", PREFERRED), en("Ministry of Supervision"),
        ),
    ),
    Concept(
        "soe",
        (
            zh("国有企业", "國有企業", "guóyǒu qǐyè", status=PREFERRED), zh("国企", "國企", "guóqǐ"),
            en("state-owned enterprise", PREFERRED), en("SOE"),
        ),
    ),
    Concept(
        "gongkai",
        (
            zh("宣判", "宣判", "xuānpàn", status=PREFERRED, renderings=("pronounce judgment",)),
            zh("公开宣布", "公開宣布", "gōngkāi xuānbù", renderings=("announce",)),
            en("pronounce judgment", PREFERRED), en("announce"), en("announce the verdict later"),
        ),
    ),
    Concept(
        "xianfa",
        (zh("宪法", "憲法", "xiànfǎ"), en("Constitution of the PRC")),
        subject="law", polity="mainland", level=1,
    ),
    Concept(
        "xianfa-taiwan",
        (zh("宪法", "憲法", "xiànfǎ"), en("Constitution of the ROC")),
        subject="law", polity="taiwan",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """A glossary of concepts whose forms have renderings of their own."""
    path = tmp_path_factory.mktemp("renderings") / "own.db"
    with glossary.open(path, builtin=False) as opened:
        opened.put(*CONCEPTS)
        yield opened


def rows(base: Glossary, text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(base.annotate(text, to="json"))
    return found


def entry(page: str, name: str) -> str:
    """Return the text of an entry of the index of a page."""
    found = re.search(
        rf'<div class="zg-entry[^"]*" id="zg-{name}"[^>]*>(.*?zg-places.*?)</div>', page, re.DOTALL
    )
    assert found, name
    text = " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())
    return re.sub(r"(?<=\() | (?=[);])", "", unescape(text))


def notes(page: str) -> list[str]:
    """Return the texts of the notes in the margin of a page."""
    found = re.findall(r"<small [^>]*zg-gloss[^>]*>(.*?)</small>", page)
    return [" ".join(map(unescape, re.findall('data-zg-text="([^"]*)"', one))) for one in found]


ENGLISH_OF = [
    ("中央纪律检查委员会", COMMISSION),
    ("中央纪委", "CCDI"),
    ("中纪委", "CCDI"),
    ("自治区", "autonomous region"),
    ("自治州", "autonomous prefecture"),
    ("监察部", "Ministry of Supervision"),
    ("国有企业", "state-owned enterprise"),
    ("国企", "state-owned enterprise"),
]


@pytest.mark.parametrize(("text", "english"), ENGLISH_OF)
def test_json_has_the_rendering_of_the_term_found(base: Glossary, text: str, english: str) -> None:
    (row,) = rows(base, text)
    assert (row["simplified"], row["term"], row["english"]) == (text, text, english)


CHINESE_OF = [
    (COMMISSION, "中央纪律检查委员会", "Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì"),
    ("CCDI", "中央纪委", "Zhōngyāng Jìwěi"),
    ("autonomous prefectures", "自治州", "zìzhìzhōu"),
    ("SOE", "国有企业", "guóyǒu qǐyè"),
    # No form has it among its renderings.
    ("announce the verdict later", "宣判", "xuānpàn"),
]


@pytest.mark.parametrize(("text", "chinese", "pinyin"), CHINESE_OF)
def test_json_has_the_chinese_of_an_english_term(
    base: Glossary, text: str, chinese: str, pinyin: str
) -> None:
    (row,) = rows(base, text)
    assert (row["simplified"], row["pinyin"]) == (chinese, pinyin)
    assert row["english"] == row["term"] == text.removesuffix("s")


def test_json_has_polity_and_level(base: Glossary) -> None:
    (one,), (other,) = rows(base, "Constitution of the PRC"), rows(base, "Constitution of the ROC")
    assert (one["polity"], one["level"]) == ("mainland", 1)
    assert (other["polity"], other["level"]) == ("taiwan", None)


def test_the_page_has_an_entry_for_each_word(base: Glossary) -> None:
    page = base.annotate("中央纪律检查委员会即中纪委。中纪委")
    assert re.findall(r'id="(zg-m\d)"[^>]* href="#([^"]*)"', page) == [
        ("zg-m1", "zg-ccdi"), ("zg-m2", "zg-ccdi--2"), ("zg-m3", "zg-ccdi--2"),
    ]  # fmt: skip
    assert notes(page) == [f"中央纪律检查委员会 {COMMISSION}", "中纪委 CCDI"]
    assert entry(page, "ccdi--2") == (
        "中纪委 中紀委 Zhōngjìwěi CCDI "
        f"short for 中央纪律检查委员会 Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì ({COMMISSION}) "
        "The Party's internal police. "
        "also 中央纪委 Zhōngyāng Jìwěi "
        "中央纪律检查委员会 is literally “central discipline inspection committee” "
        "2 mentions: 1 2"
    )
    assert "2 terms, 3 mentions." in page


def test_spellings_of_a_term_share_an_entry(tmp_path: Path) -> None:
    terms = (zh("两会", "兩會", "liǎnghuì"), en("Two Sessions"), en("two sessions"))
    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.put(Concept("lianghui", terms))
        page = own.annotate("Two Sessions, two sessions")
    assert "1 term, 2 mentions." in page


SHORT = [
    ("CCDI", "Central Commission for Discipline Inspection"), ("LegCo", "Legislative Council"),
    ("KMT", "Kuomintang"), ("SOEs", "state-owned enterprise"), ("the Party", "Communist Party"),
    ("中纪委", "中央纪律检查委员会"), ("国企", "国有企业"),
]  # fmt: skip


@pytest.mark.parametrize(("short", "full"), SHORT)
def test_an_abbreviation_is_short_for_its_full_form(short: str, full: str) -> None:
    language = EN if full.isascii() else Language.CHINESE
    terms = Term(language, full, status=PREFERRED), Term(language, short)
    assert preferred_for(Concept("c", terms), terms[1]) == ("short for", terms[0])
    terms = Term(language, short, status=PREFERRED), Term(language, full)
    assert preferred_for(Concept("c", terms), terms[1]) == ("in short", terms[0])


def test_another_term_is_no_abbreviation() -> None:
    for short, full in (("CCP", "Communist Party of China"), ("laogai", "reform through labour")):
        terms = en(full, PREFERRED), en(short)
        assert preferred_for(Concept("c", terms), terms[1]) == ("usually", terms[0])
        # Nobody said which one is preferred.
        assert preferred_for(Concept("c", (en(full), en(short))), en(short)) is None


def test_a_term_and_its_own_translation_share_an_entry(base: Glossary) -> None:
    page = base.annotate("自治州的法律。Autonomous prefectures, autonomous regions.")
    assert re.findall(r'id="(zg-m\d)"[^>]* href="#([^"]*)"', page) == [
        ("zg-m1", "zg-zizhiqu"), ("zg-m2", "zg-zizhiqu"), ("zg-m3", "zg-zizhiqu--2"),
    ]  # fmt: skip
    assert page.count('class="zg-gloss"') == 2


def test_the_page_is_headed_by_the_english_word_of_the_text(base: Glossary) -> None:
    page = base.annotate("Of the CCDI.")
    assert entry(page, "ccdi").startswith(
        "CCDI 中央纪委 中央紀委 Zhōngyāng Jìwěi "
        f"short for {COMMISSION} (中央纪律检查委员会 Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì) "
        "The Party's internal police. also the Commission; 中纪委 Zhōngjìwěi "
    )
    assert '<b lang="en">CCDI</b>' in page
    assert notes(page) == ["CCDI 中央纪委 Zhōngyāng Jìwěi"]


def test_the_page_is_in_the_script_of_the_text(base: Glossary) -> None:
    page = base.annotate("據中紀委與監察部報導")
    assert '<b lang="zh-Hant">中紀委</b><span class="zg-other" lang="zh-Hans">中纪委</span>' in page
    assert "short for 中央紀律檢查委員會 Zhōng" in entry(page, "ccdi")
    assert entry(page, "jiancha").startswith(
        "監察部 监察部 Jiānchábù Ministry of Supervision now 國家監察委員會 Guójiā Jiānchá Wěiyuánhuì "
        "(National Supervisory Commission)"
    )


def test_the_full_form_is_told_its_usual_short_one(tmp_path: Path) -> None:
    terms = (
        zh("党代会", "黨代會", "dǎngdàihuì", status=PREFERRED), zh("党的代表大会", "黨的代表大會", "x"),
        zh("全代会", "全代會", "quándàihuì"), en("Party congress"),
    )  # fmt: skip
    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.put(Concept("congress", terms))
        page = own.annotate("党的代表大会，全代会")
    assert "in short 党代会 dǎngdàihuì also" in entry(page, "congress")
    assert "usually 党代会 dǎngdàihuì see 党的代表大会 also" in entry(page, "congress--2")


def test_other_spellings_are_not_listed(tmp_path: Path) -> None:
    terms = (
        zh("劳改", "勞改", "láogǎi", status=PREFERRED), en("Labour Reform", PREFERRED),
        en("labor reform"), en("reform"),
    )  # fmt: skip
    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        own.put(Concept("laogai", terms))
        page = own.annotate("labor reform")
    assert entry(page, "laogai") == "labor reform 劳改 勞改 láogǎi also reform 1 mention: 1"


def test_other_forms_have_their_english_where_it_is_another(base: Glossary) -> None:
    assert "also 自治州 zìzhìzhōu (autonomous prefecture)" in entry(
        base.annotate("自治区"), "zizhiqu"
    )
    assert "also 国企 guóqǐ" in entry(base.annotate("国有企业"), "soe")
    assert "guóqǐ (" not in entry(base.annotate("国有企业"), "soe")


def test_an_english_text_has_its_entries_by_english(base: Glossary) -> None:
    english = base.annotate("SOE, autonomous prefecture, CCDI")
    assert re.findall(r'class="zg-entry[^"]*" id="zg-([^"]*)"', english) == [
        "zizhiqu",
        "ccdi",
        "soe",
    ]
    assert english.index("<h3>By English</h3>") < english.index("<h3>By pinyin</h3>")
    chinese = base.annotate("自治州，国企，中纪委")
    assert re.findall(r'class="zg-entry[^"]*" id="zg-([^"]*)"', chinese) == [
        "soe",
        "ccdi",
        "zizhiqu",
    ]
    assert re.findall(r'<li><a href="[^"]*">([^<]*)</a>', chinese) == [
        "autonomous prefecture", "CCDI", "state-owned enterprise",
    ]  # fmt: skip


def test_a_footnote_for_each_word(base: Glossary) -> None:
    notes = base.annotate("自治区与自治州，自治州。", to="markdown")
    assert notes == (
        "自治区[^zg-zizhiqu]与自治州[^zg-zizhiqu--2]，自治州。\n\n\n"
        "[^zg-zizhiqu]: **自治区 / 自治區** *zìzhìqū*: autonomous region\n"
        "[^zg-zizhiqu--2]: **自治州** *zìzhìzhōu*: autonomous prefecture · "
        "usually 自治区 *zìzhìqū* \\(autonomous region\\)\n"
    )
    assert parse(notes, "markdown").source == "自治区与自治州，自治州。\n"


def test_a_footnote_in_the_script_of_the_text(base: Glossary) -> None:
    notes = base.annotate("據中紀委報導。CCDI", to="markdown")
    assert (
        "[^zg-ccdi]: **中紀委 / 中纪委** *Zhōngjìwěi*: CCDI · short for 中央紀律檢查委員會 *"
        in notes
    )
    assert (
        "[^zg-ccdi--2]: **CCDI** 中央紀委 / 中央纪委 *Zhōngyāng Jìwěi*: short for Central" in notes
    )


def test_the_table_below_a_text(base: Glossary) -> None:
    out = base.annotate("據中紀委、監察部報導。CCDI、SOE", to="text")
    # Each is headed by the word in the text, in its script.
    assert out.startswith("據中紀委[1]、監察部[2]報導。CCDI[3]、SOE[4]\n\n")
    assert [line.split()[:2] for line in out.splitlines()[4:]] == [
        ["[1]", "中紀委"], ["[2]", "監察部"], ["[3]", "CCDI"], ["[4]", "SOE"],
    ]  # fmt: skip
    assert re.search(r"中紀委 +Zhōngjìwěi +CCDI +1\n", out)
    assert re.search(r"CCDI +Zhōngyāng Jìwěi +中央紀委 +1\n", out)
    assert re.search(r"SOE +guóyǒu qǐyè +國有企業 +1\n", out)


def test_tables_of_mentions_in_a_terminal_and_a_notebook(base: Glossary, run: Run) -> None:
    found = base.find("中纪委 CCDI")
    assert "<td>中纪委</td><td>中纪委</td><td>Zhōngjìwěi</td><td>CCDI</td>" in found._repr_html_()  # type: ignore[attr-defined]
    assert "<td>CCDI</td><td>中央纪委</td><td>Zhōngyāng Jìwěi</td><td>CCDI</td>" in (
        found._repr_html_()  # type: ignore[attr-defined]
    )
    hits = base.lookup("中纪委")
    assert "<td>中纪委</td><td>Zhōngjìwěi</td><td>CCDI</td>" in hits._repr_html_()  # type: ignore[attr-defined]
    Path("a.txt").write_text("中纪委", encoding="utf-8")
    assert base.termbase.own
    out = run("find", "a.txt", "--no-builtin", "--base", str(base.termbase.own.address)).out
    assert re.search(r"中纪委 +中纪委 +Zhōngjìwěi +CCDI\n", out)


def test_terms_beside_matches_of_the_memory(base: Glossary) -> None:
    assert format_terms(base.find("中纪委；自治州；CCDI")) == (
        "glossary: 中纪委 = CCDI\nglossary: 自治州 = autonomous prefecture\n"
        "glossary: CCDI = 中央纪委\n"
    )


def test_lookup_pairs_forms_with_their_renderings(base: Glossary) -> None:
    assert format_hits(base.lookup("自治州")[:1]) == (
        "自治区 / 自治區  zìzhìqū  (preferred)\n"
        "  autonomous region  (preferred)\n"
        "自治州  zìzhìzhōu\n"
        "  autonomous prefecture\n"
        "    [zizhiqu]\n"
    )
    assert format_hits(base.lookup("SOE")[:1]) == (
        "国有企业 / 國有企業  guóyǒu qǐyè  (preferred)\n"
        "国企 / 國企  guóqǐ\n"
        "  state-owned enterprise  (preferred)\n"
        "  SOE\n"
        "    [soe]\n"
    )
    # An English term of no form is not listed as one of the last form.
    assert format_hits(base.lookup("公开宣布")[:1]) == (
        "宣判  xuānpàn  (preferred)\n"
        "  pronounce judgment  (preferred)\n"
        "公开宣布 / 公開宣布  gōngkāi xuānbù\n"
        "  announce\n"
        "also\n"
        "  announce the verdict later\n"
        "    [gongkai]\n"
    )


def test_lookup_lists_all_homonyms_with_their_polity(base: Glossary) -> None:
    found = base.lookup("憲法")
    assert [hit.concept.id for hit in found] == ["xianfa-taiwan", "xianfa"]
    out = format_hits(found)
    assert "    [xianfa]  law · mainland\n" in out
    assert "    [xianfa-taiwan]  law · taiwan\n" in out


@pytest.mark.parametrize("to", ["html", "markdown", "json", "text"])
def test_what_is_known_about_statements_is_not_shown(base: Glossary, to: str) -> None:
    out = base.annotate("中纪委", to=to)  # type: ignore[call-overload]
    out += format_hits(base.lookup("中纪委"))
    for text in ("2020-01", "2021-02-03", "words of a source", "A title", "1949"):
        assert text not in out


@given(concepts)
def test_the_english_of_each_mention_is_a_rendering_of_its_term(concept: Concept) -> None:
    for term in concept.terms:
        mention = Mention(0, 1, term.text, concept, term, Boundary.WORDS, 1.0)
        row = mention_record(mention, "", is_own=True)
        renderings = concept.renderings(term)
        assert mention.rendering == next(iter(renderings), None)
        if term.language is Language.CHINESE:
            assert row["simplified"] == term.text
            assert row["english"] in [term.text for term in renderings] or not renderings
        else:
            assert row["english"] == term.text
            assert row["simplified"] in [term.text for term in renderings] or not renderings
