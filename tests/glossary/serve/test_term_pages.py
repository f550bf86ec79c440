"""Pages about terms: search, concepts, editing, history, new concepts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from glossary.glossary import Glossary
from glossary.serve.pages.render import label_of
from glossary.serve.pages.values import concept_from, values_of, with_rows_changed
from termbase.model.concept import Concept
from termbase.model.record import from_record, to_record
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server
from tests.glossary.serve.surfing import EDITOR, Fields, fields_of, get, post, text_of
from tests.strategies import concepts


@pytest.fixture
def term(server: Server, glossary: Glossary) -> Iterator[Concept]:
    """A concept that a test may change."""
    concept = glossary.add("躺平", ["lying flat", "lie flat"], id="tangping", gloss="To opt out.")
    yield concept
    glossary.remove("tangping")


SEARCHES = [
    ("/?q=luoguan", ["裸官"], ["内卷"]),
    ("/?q=LUO3guan1", ["裸官"], ["内卷"]),
    ("/?q=naked", ["裸官"], []),
    ("/?q=n&subject=society", ["内卷"], ["naked official"]),
    ("/?subject=society", ["内卷"], ["裸官"]),
    ("/?subject=society&status=preferred", ["内卷"], []),
    ("/?q=nei&status=deprecated", ["Nothing found for “nei”."], ["内卷"]),
    ("/?subject=nonsense", ["society"], ["裸官"]),
    ("/?q=%3Cscript%3E", ["<script>"], []),
    ("/?q=" + "国" * 2000, [], []),
]


@pytest.mark.parametrize(("path", "shown", "missing"), SEARCHES)
def test_search(server: Server, path: str, shown: list[str], missing: list[str]) -> None:
    for page in (get(server, path, None), get(server, f"{path}&part=1", None)):
        assert "<script>" not in page.replace('<script src="', "")
    text = text_of(get(server, path, None))
    assert all(one in text for one in shown)
    results = html.fromstring(get(server, path, None)).xpath("//*[@id='hits']")[0].text_content()
    assert not any(one in results for one in missing)


def test_a_subject_is_shown_in_pages(server: Server, glossary: Glossary) -> None:
    names = [f"page-{number:03}" for number in range(60)]
    for number, name in enumerate(names):
        glossary.add(f"测{number}", [f"test {number}"], id=name, subject="paged")
    found = []
    path = "/?subject=paged"
    while path:
        document = html.fromstring(get(server, path, None))
        found += [link.get("href") for link in document.xpath("//ol[@class='hits']//a")]
        more = [link.get("href") for link in document.xpath("//*[@id='hits']/p/a")]
        path = more[0] if more else ""
    assert found == [f"/concepts/{name}" for name in names]
    glossary.remove(*names)


def test_all_that_is_known_is_shown(server: Server, term: Concept, glossary: Glossary) -> None:
    page = get(server, "/concepts/luoguan", None)
    text = text_of(page)
    for part in ("裸官", "luǒguān", "naked official", "preferred", "One whose family is abroad."):
        assert part in text
    fields = fields_of(get(server, "/concepts/tangping/edit"))
    fields |= {
        "note": "<b>bold</b>", "literal": "lie level", "level": "3", "polity": "taiwan",
        "first_use.date": "2021", "first_use.where": "a forum",
        "related.0.relation": "see also", "related.0.concept": "内卷",
        "sources.0.title": "A source", "sources.0.url": "javascript:alert(1)",
        "examples.0.chinese": "他躺平了。", "examples.0.english": "He lies flat.",
    }  # fmt: skip
    glossary.memory.add("年轻人选择躺平。", "The young choose to lie flat.")
    assert post(server, "/concepts/tangping/edit", {**fields, "do": "save"}).endswith("done=saved")
    page = get(server, "/concepts/tangping", None)
    for part in (
        "<b>bold</b>", "lie level", "level 3", "Taiwan", "2021 a forum", "see also 内卷",
        "A source", "He lies flat.", "The young choose to lie flat.",
    ):  # fmt: skip
        assert part in text_of(page)
    assert "<b>" not in page
    assert not html.fromstring(page).xpath("//a[starts-with(@href, 'javascript')]")
    assert "mentioned by 躺平" in text_of(get(server, "/concepts/neijuan", None))


def test_a_relation_that_both_name_is_shown_once(
    server: Server, term: Concept, glossary: Glossary
) -> None:
    for name, other in (("tangping", "neijuan"), ("neijuan", "tangping")):
        fields = fields_of(get(server, f"/concepts/{name}/edit"))
        row = {"related.0.relation": "see also", "related.0.concept": other}
        post(server, f"/concepts/{name}/edit", {**fields, **row, "do": "save"})
    text = text_of(get(server, "/concepts/neijuan"))
    assert "see also 躺平" in text
    assert "mentioned by 躺平" not in text
    fields = fields_of(get(server, "/concepts/neijuan/edit"))
    post(server, "/concepts/neijuan/edit", {**fields, "related.0.concept": "", "do": "save"})
    assert "mentioned by 躺平" in text_of(get(server, "/concepts/neijuan"))


def test_a_subject_that_no_other_concept_has(
    server: Server, term: Concept, glossary: Glossary
) -> None:
    fields: Fields = {"chinese": "摆烂", "english": "let it rot", "subject": "socity"}
    assert "Similar ones: society" in post(server, "/new/check", fields, status=200)
    path = post(server, "/new", {**fields, "do": "save"})
    text = text_of(get(server, path))
    assert "No other concept has the subject “socity”. Similar ones: society" in text
    glossary.edit("bailan", subject="society")
    assert "No other concept" not in text_of(get(server, path))
    glossary.remove("bailan")


def test_names_in_the_language_of_the_reader(server: Server, term: Concept) -> None:
    for language, label in (("zh-Hans", "职务"), ("zh-Hant", "職務"), ("en", "position")):
        assert label_of(language, "subject", "position") == label
    assert label_of("zh-Hant", "subject", "our own") == "our own"
    assert label_of("zh-Hans", "polity", "south-korea") == "韩国"
    headers = {"Accept-Language": "zh-TW", **server.headers(EDITOR)}
    page = server.client.get("/?q=neijuan", headers=headers).text
    assert page.index("內捲") < page.index("内卷")
    assert '<h1><span lang="zh-Hant">內捲' in "".join(
        server.client.get("/concepts/neijuan", headers=headers).text.split("\n")
    )


def test_nothing_is_said_of_problems_before_a_check(server: Server, term: Concept) -> None:
    page = get(server, "/concepts/tangping/edit")
    fine = "No problems found."
    assert fine not in page
    fields = fields_of(page)
    assert fine not in post(
        server, "/concepts/tangping/edit", {**fields, "do": "add en"}, status=200
    )
    assert fine in post(server, "/concepts/tangping/edit", {**fields, "do": "check"}, status=200)


def test_the_menu_counts_open_proposals(server: Server, term: Concept, glossary: Glossary) -> None:
    number = glossary.propose("tangping", None).number
    count = len(glossary.proposals("open"))
    assert f"Proposals ({count})" in get(server, "/", Role.APPROVER)
    assert "Proposals (" not in get(server, "/", EDITOR)
    glossary.decide(number, "withdraw")


def test_the_title_and_the_number_of_hits(server: Server, term: Concept) -> None:
    page = html.fromstring(get(server, "/?q=tangping"))
    assert page.findtext(".//title") == "tangping · Glossary"
    assert "Found: 1" in page.text_content()
    assert html.fromstring(get(server, "/")).findtext(".//title") == "Glossary"


def test_homonyms(server: Server, term: Concept, glossary: Glossary) -> None:
    fields: Fields = {"chinese": "躺平", "english": "another sense", "do": "save"}
    page = post(server, "/new", fields, status=200)
    assert "躺平 is there already" in text_of(page)
    assert html.fromstring(page).xpath("//a[@href='/concepts/tangping/edit']")
    assert glossary.termbase.get("tangping-2") is None
    fields = {**fields_of(page), "do": "save"}
    assert post(server, "/new", fields) == "/concepts/tangping-2?done=saved"
    assert "another sense" in text_of(get(server, "/concepts/tangping", None))
    glossary.remove("tangping-2")


def test_opening_and_saving_changes_nothing(server: Server, term: Concept) -> None:
    for name in ("luoguan", "neijuan", "tangping"):
        fields = fields_of(get(server, f"/concepts/{name}/edit"))
        before = server.client.get(f"/concepts/{name}/history").text
        post(server, f"/concepts/{name}/edit", {**fields, "do": "save"})
        assert server.client.get(f"/concepts/{name}/history").text == before


@given(concepts)
def test_values_of_a_concept_make_the_same_concept(concept: Concept) -> None:
    # A record has relations by kind.
    concept = from_record(to_record(concept))
    assert concept_from(values_of(concept), concept.id, concept) == concept


paths = st.lists(
    st.sampled_from(["zh", "en", "terms", "sources", "related", "0", "1", "²", "9" * 5000, ""]),
    max_size=4,
).map(".".join)


@given(concepts, st.sampled_from(["add", "remove", "up", "do"]), paths | st.text())
def test_no_button_breaks_the_form(concept: Concept, verb: str, path: str) -> None:
    values = with_rows_changed(values_of(concept), f"{verb} {path}")
    assert all(term["language"] in ("zh", "en") for term in values["terms"])


def test_rows_without_a_script(server: Server, term: Concept, glossary: Glossary) -> None:
    path = "/concepts/tangping/edit"
    fields = fields_of(get(server, path))
    page = post(server, path, {**fields, "do": "add en"}, status=200)
    fields = fields_of(page)
    assert fields["terms.3.language"] == ["en"]
    fields |= {"terms.3.text": "opt out", "terms.3.status": "deprecated"}
    fields |= {"terms.3.usage": ["media", "official"]}
    fields = fields_of(post(server, path, {**fields, "do": "add terms.3.sources"}, status=200))
    fields["terms.3.sources.0.title"] = "A paper"
    fields = fields_of(post(server, path, {**fields, "do": "up terms.3"}, status=200))
    fields = fields_of(post(server, path, {**fields, "do": "remove terms.3"}, status=200))
    post(server, path, {**fields, "do": "save", "comment": "why"})
    stored = glossary.termbase["tangping"]
    assert [item.text for item in stored.english] == ["lying flat", "opt out"]
    assert stored.english[1].sources[0].title == "A paper"
    assert [str(usage) for usage in stored.english[1].usage] == ["official", "media"]
    assert glossary.termbase.history("tangping")[0].comment == "why"
    assert glossary.termbase.history("tangping")[0].author == "editor"
    for action in (
        "add nonsense",
        "remove terms.99",
        "up sources.1",
        "remove terms",
        "add terms.x",
    ):
        assert fields_of(post(server, path, {**fields, "do": action}, status=200)) == fields


def test_generated_values_follow_the_text(
    server: Server, term: Concept, glossary: Glossary
) -> None:
    path = "/concepts/tangping/edit"
    fields = fields_of(get(server, path))
    assert fields["terms.0.generated"] == ["traditional=躺平", "pinyin=tǎngpíng"]
    post(server, path, {**fields, "terms.0.text": "內卷化", "do": "save"})
    first = glossary.termbase["tangping"].chinese[0]
    assert (first.text, first.traditional, first.pinyin) == ("内卷化", "內卷化", "nèijuǎnhuà")
    fields = fields_of(get(server, path))
    post(server, path, {**fields, "terms.0.pinyin": "nei4juan3hua4", "do": "save"})
    first = glossary.termbase["tangping"].chinese[0]
    assert first.pinyin == "nèijuǎnhuà"


WRONG: list[tuple[Fields, str]] = [
    ({"terms.0.text": "", "terms.1.text": "", "terms.2.text": ""}, "without terms"),
    ({"level": "9"}, "invalid level"),
    ({"terms.0.status": "good"}, "good"),
    ({"polity": "Hong Kong!"}, "invalid polity"),
    ({"related.0.relation": "see also", "related.0.concept": "没有的"}, "no concept"),
    ({"related.0.relation": "loves", "related.0.concept": "luoguan"}, "loves"),
    ({"gloss": "a\x00b"}, "U+0000"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_what_cannot_be_stored_is_shown_again(
    server: Server, term: Concept, glossary: Glossary, change: Fields, message: str
) -> None:
    path = "/concepts/tangping/edit"
    fields = fields_of(get(server, path)) | change
    page = post(server, path, {**fields, "note": "typed", "do": "save"}, status=422)
    assert message in text_of(page)
    assert fields_of(page)["note"] == ["typed"]
    assert glossary.termbase["tangping"] == term


def test_checks_as_one_types(server: Server, term: Concept) -> None:
    fields = fields_of(get(server, "/concepts/tangping/edit"))
    path = "/concepts/tangping/check"
    assert "No problems found" in post(server, path, fields, status=200)
    page = post(server, path, {**fields, "gloss": "no stop"}, status=200)
    assert "untidy" in page
    assert "<html" not in page
    assert "without terms" in post(
        server, path, {name: "" for name in fields if "terms" in name}, status=200
    )


def test_two_change_different_fields(server: Server, term: Concept, glossary: Glossary) -> None:
    path = "/concepts/tangping/edit"
    mine = fields_of(get(server, path))
    glossary.edit("tangping", note="Their note.", english=["lying flat", "lie flat", "theirs"])
    page = post(server, path, {**mine, "literal": "mine", "do": "save"}, status=409)
    assert "Their note." in text_of(page)
    assert "<del>" in page or "<ins>" in page
    fields = fields_of(page, "//main//form")
    post(server, path, {**fields, "do": "save"})
    stored = glossary.termbase["tangping"]
    assert (stored.note, stored.literal) == ("Their note.", "mine")
    assert "theirs" in [item.text for item in stored.english]


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_two_change_the_same_field(
    server: Server, term: Concept, glossary: Glossary, side: str
) -> None:
    path = "/concepts/tangping/edit"
    mine = fields_of(get(server, path)) | {"note": "mine"}
    glossary.edit("tangping", note="theirs", gloss="Their gloss.")
    fields = fields_of(post(server, path, {**mine, "do": "save"}, status=409), "//main//form")
    # Undecided, nothing is stored.
    page = post(server, path, {**fields, "do": "save"}, status=409)
    assert "Choose one of both" in text_of(page)
    assert glossary.termbase["tangping"].note == "theirs"
    # A third change meanwhile is not lost either.
    glossary.edit("tangping", literal="third")
    fields |= {"choice.note": side}
    fields = fields_of(post(server, path, {**fields, "do": "save"}, status=409), "//main//form")
    assert fields["choice.note"] == [side]
    post(server, path, {**fields, "do": "save"})
    stored = glossary.termbase["tangping"]
    assert (stored.note, stored.gloss, stored.literal) == (side, "Their gloss.", "third")


def test_a_merge_can_be_edited(server: Server, term: Concept, glossary: Glossary) -> None:
    path = "/concepts/tangping/edit"
    mine = fields_of(get(server, path)) | {"note": "mine"}
    glossary.edit("tangping", gloss="Their gloss.")
    fields = fields_of(post(server, path, {**mine, "do": "save"}, status=409), "//main//form")
    fields = fields_of(post(server, path, {**fields, "do": "merge"}, status=200))
    assert (fields["note"], fields["gloss"]) == (["mine"], ["Their gloss."])
    post(server, path, {**fields, "note": "more", "do": "save"})
    assert glossary.termbase["tangping"].note == "more"


def test_removed_meanwhile(server: Server, glossary: Glossary) -> None:
    glossary.add("躺平", ["lying flat"], id="tangping")
    path = "/concepts/tangping/edit"
    mine = fields_of(get(server, path)) | {"note": "mine"}
    glossary.remove("tangping")
    page = post(server, path, {**mine, "do": "save"}, status=409)
    assert "has been removed" in text_of(page)
    post(server, path, {**fields_of(page, "//main//form"), "do": "save"})
    assert glossary.termbase["tangping"].note == "mine"
    glossary.remove("tangping")
    assert get(server, "/concepts/tangping", status=303) == ""
    assert "has been removed" in text_of(get(server, "/concepts/tangping/history"))


def test_history_compare_and_undo(server: Server, term: Concept, glossary: Glossary) -> None:
    glossary.edit("tangping", gloss="To opt out of it all.")
    glossary.edit("tangping", note="A note.")
    newest, second, first = glossary.termbase.history("tangping")[:3]
    page = get(server, "/concepts/tangping/history", Role.READER)
    assert "Undo" not in page
    assert "To opt out of it all." in text_of(page)
    query = f"from={first.number}&to={newest.number}"
    compared = get(server, f"/concepts/tangping/history?{query}")
    assert compared.count("<ins>") > page.count("<ins>")
    assert "are the same" in text_of(
        get(server, f"/concepts/tangping/history?from={first.number}&to={first.number}")
    )
    undo: Fields = {"number": str(second.number), "revision": str(newest.number)}
    path = "/concepts/tangping/restore"
    assert post(server, path, undo) == "/concepts/tangping?done=restored"
    assert glossary.termbase["tangping"].note == ""
    # Undoing what has been undone is outdated.
    post(server, path, undo, status=(409, 412))
    post(server, path, {"number": "999999", "revision": str(newest.number + 1)}, status=404)


def test_remove_and_put_back(server: Server, term: Concept, glossary: Glossary) -> None:
    fields = fields_of(get(server, "/concepts/tangping/edit"), "//form[.//*[@id='remove-comment']]")
    wrong: Fields = {**fields, "revision": "1"}
    post(server, "/concepts/tangping/remove", wrong, status=(409, 412))
    path = post(server, "/concepts/tangping/remove", {**fields, "comment": "there twice"})
    assert glossary.termbase.get("tangping") is None
    page = get(server, path)
    assert "“there twice”" in text_of(page)
    (button,) = html.fromstring(page).xpath("//button[text()='Undo']")
    undo = fields_of(page, "//form[.//button[text()='Undo']]") | {"do": button.get("value")}
    assert post(server, "/concepts/tangping/restore", undo).endswith("done=restored")
    assert glossary.termbase["tangping"] == term
    fields["revision"] = str(glossary.termbase.revision("tangping"))
    path = post(server, "/concepts/tangping/propose-removal", fields, Role.PROPOSER)
    assert "Remove this concept" in text_of(get(server, path))
    post(server, path, {"do": "withdraw"}, Role.PROPOSER)


def test_versions_count_from_one_whatever_else_has_changed(
    server: Server, term: Concept, glossary: Glossary
) -> None:
    first = glossary.termbase.history("tangping")[0]
    glossary.edit("neijuan", note="Something else.")
    glossary.edit("tangping", note="A note.")
    glossary.restore("tangping", first.number)
    page = html.fromstring(get(server, "/concepts/tangping/history"))
    places = [option.text for option in page.xpath("//select[@id='from']/option")]
    assert places == [str(place) for place in range(len(places) - 1, -1, -1)]
    assert f"“version {len(places) - 3} restored”" in page.text_content()
    assert page.xpath("//h2")[0].text == f"Version {len(places) - 1}"


def test_a_long_history(server: Server, term: Concept, glossary: Glossary) -> None:
    for number in range(60):
        glossary.edit("tangping", note=f"note {number}")
    page = html.fromstring(get(server, "/concepts/tangping/history"))
    assert len(page.xpath("//article")) == 50
    assert (
        len(html.fromstring(get(server, "/concepts/tangping/history?all=1")).xpath("//article"))
        > 60
    )
    assert len(page.xpath("//select[@id='from']/option")) > 60


def test_a_new_term(server: Server, glossary: Glossary) -> None:
    page = get(server, "/?q=%E8%B4%AA%E8%85%90", Role.PROPOSER)
    (link,) = html.fromstring(page).xpath("//*[@id='hits']//a[@class='button']")
    form = get(server, link.get("href"))
    assert fields_of(form)["chinese"] == ["贪腐"]
    typed: Fields = {"chinese": "貪腐", "english": "graft\ncorruption", "gloss": "A gloss."}
    preview = post(server, "/new/check", typed, status=200)
    assert "tānfǔ" in preview
    assert preview.count(">generated<") == 2
    full = fields_of(post(server, "/new", {**typed, "do": "more"}, status=200))
    assert full["terms.1.text"] == ["graft"]
    assert glossary.termbase.get("tanfu") is None
    assert post(server, "/new", {**typed, "do": "save"}) == "/concepts/tanfu?done=saved"
    assert glossary.termbase["tanfu"].chinese[0].traditional == "貪腐"
    # The whole form for it is outdated now.
    post(server, "/concepts/tanfu/edit", {**full, "do": "save"}, status=409)
    glossary.remove("tanfu")
    for wrong in ("graft", ""):
        page = post(server, "/new", {**typed, "chinese": wrong, "do": "save"}, status=422)
        assert fields_of(page)["english"] == ["graft\ncorruption"]


PAGES = ["/", "/concepts/luoguan", "/concepts/luoguan/history", "/proposals"]
FORMS = ["/concepts/luoguan/edit", "/new", "/import"]
WRITES = [
    ("/concepts/luoguan/edit", {"do": "save"}, Role.EDITOR),
    ("/concepts/luoguan/edit", {"do": "check"}, Role.PROPOSER),
    ("/concepts/luoguan/check", {}, Role.PROPOSER),
    ("/concepts/luoguan/restore", {"number": "0", "revision": "77777"}, Role.EDITOR),
    ("/new", {"chinese": "x", "do": "save"}, Role.EDITOR),
    ("/new", {"chinese": "x", "do": "propose"}, Role.PROPOSER),
    ("/new/check", {}, Role.PROPOSER),
    ("/import", {}, Role.PROPOSER),
    ("/concepts/luoguan/restructure", {"kind": "split"}, Role.EDITOR),
    ("/concepts/luoguan/remove", {"revision": "77777"}, Role.EDITOR),
    ("/concepts/nothing/propose-removal", {}, Role.PROPOSER),
    ("/proposals/decide", {}, Role.APPROVER),
    ("/proposals/1", {"do": "accept"}, Role.APPROVER),
    ("/proposals/1", {"do": "reject"}, Role.APPROVER),
    ("/proposals/1", {"do": "remark"}, Role.PROPOSER),
    ("/proposals/1/change", {}, Role.APPROVER),
]  # fmt: skip


@pytest.mark.parametrize("role", [None, *Role])
def test_roles(server: Server, role: Role | None) -> None:
    """Each role gets the pages and actions that it may have, and no others."""
    client: TestClient = server.client
    headers = {"Accept": "text/html", **server.headers(role)}

    def status(method: str, path: str, fields: dict[str, str]) -> int:
        sent = client.request(
            method, path, data=fields or None, headers=headers, follow_redirects=False
        )
        return int(sent.status_code)

    refused = (401, 403) if role else (401, 303)
    for path in PAGES:
        assert status("GET", path, {}) == 200
    for path in FORMS:
        is_allowed = role is not None and role >= Role.PROPOSER
        assert (status("GET", path, {}) in refused) is not is_allowed, path
    for path, fields, lowest in WRITES:
        is_allowed = role is not None and role >= lowest
        assert (status("POST", path, fields) in (401, 403)) is not is_allowed, (path, fields)


OFFERS = [
    ("/concepts/luoguan", "Edit", Role.EDITOR),
    ("/concepts/luoguan", "/concepts/luoguan/edit", Role.PROPOSER),
    ("/", 'href="/new"', Role.PROPOSER),
    ("/concepts/luoguan/edit", 'value="save"', Role.EDITOR),
    ("/new", 'value="save"', Role.EDITOR),
    ("/proposals", 'href="/import"', Role.PROPOSER),
    ("/concepts/luoguan", "/restructure", Role.EDITOR),
    ("/concepts/luoguan/edit", "/remove", Role.EDITOR),
]


@pytest.mark.parametrize(("path", "offer", "lowest"), OFFERS)
def test_what_one_may_not_do_is_not_offered(
    server: Server, path: str, offer: str, lowest: Role
) -> None:
    for role in Role:
        response = server.client.get(path, headers=server.headers(role))
        if response.status_code == 200:
            assert (offer in response.text) is (role >= lowest), role
