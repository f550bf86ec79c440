"""Pages of proposals: make them, look at them, decide; imports as proposals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from glossary.glossary import Glossary
from termbase.model.concept import Concept
from termbase.store.accounts import Role
from termbase.store.changes import written_by
from tests.glossary.serve.conftest import Server
from tests.glossary.serve.surfing import Fields, fields_of, get, post, text_of

PROPOSER, APPROVER = Role.PROPOSER, Role.APPROVER
MINE = "//form[contains(@action, '/proposals/')]"


@pytest.fixture
def term(glossary: Glossary) -> Iterator[Concept]:
    """A concept that a test may change."""
    concept = glossary.add("躺平", ["lying flat", "lie flat"], id="tangping", gloss="To opt out.")
    yield concept
    glossary.remove("tangping")


def proposed(server: Server, **changes: str) -> str:
    """Propose a change of the term as a proposer does; return the address of the proposal."""
    path = "/concepts/tangping/edit"
    fields = fields_of(get(server, path, PROPOSER)) | changes
    return post(server, path, {**fields, "do": "propose", "comment": "because"}, PROPOSER)


def decide(server: Server, path: str, fields: Fields, status: int = 303) -> str:
    """Press a button of a proposal as an approver does."""
    given = fields_of(get(server, path, APPROVER), MINE)
    return post(server, path, {**given, **fields}, APPROVER, status)


def test_propose_and_accept(server: Server, term: Concept, glossary: Glossary) -> None:
    path = proposed(server, note="A proposed note.")
    assert glossary.termbase["tangping"].note == ""
    page = get(server, path, Role.READER)
    assert "<ins>A proposed note.</ins>" in page
    assert '<form class="edit"' not in page
    assert "proposer" in text_of(get(server, "/concepts/tangping"))
    post(server, path, {"do": "remark", "remark": "<i>Sure?</i>"}, PROPOSER)
    assert "<i>Sure?</i>" in text_of(get(server, path))
    decide(server, path, {"do": "accept", "reason": "good"})
    assert glossary.termbase["tangping"].note == "A proposed note."
    assert glossary.termbase.history("tangping")[0].author == "approver"
    text = text_of(get(server, path))
    assert "accepted" in text
    assert "“good”" in text
    assert "A proposed note." in text
    post(server, path, {"do": "reject"}, APPROVER, 409)


def test_reject_and_withdraw(server: Server, term: Concept, glossary: Glossary) -> None:
    first, second = proposed(server, note="1"), proposed(server, note="2")
    decide(server, first, {"do": "reject", "reason": "no"})
    post(server, second, {"do": "withdraw"}, Role.EDITOR, 403)
    post(server, second, {"do": "withdraw"}, PROPOSER)
    assert glossary.termbase["tangping"] == term
    assert "rejected" in text_of(get(server, "/proposals?status=rejected"))
    text = text_of(get(server, "/proposals?status=withdrawn&author=proposer"))
    assert "withdrawn" in text
    assert "No proposals" in text_of(get(server, "/proposals?author=nobody"))


def test_change_then_accept(server: Server, term: Concept, glossary: Glossary) -> None:
    path = proposed(server, note="proposed")
    form = fields_of(get(server, f"{path}/change", APPROVER))
    assert form["note"] == ["proposed"]
    more = fields_of(post(server, f"{path}/change", {**form, "do": "add en"}, APPROVER, 200))
    assert "terms.3.text" in more
    wrong = post(server, f"{path}/change", {**form, "level": "9", "do": "accept"}, APPROVER, 422)
    assert fields_of(wrong)["note"] == ["proposed"]
    changed: Fields = {**form, "note": "decided", "comment": "shorter", "do": "accept"}
    post(server, f"{path}/change", changed, APPROVER)
    assert glossary.termbase["tangping"].note == "decided"
    assert "shorter" in text_of(get(server, path))
    get(server, f"{path}/change", APPROVER, 409)


def test_what_was_accepted_with_changes_is_shown(
    server: Server, term: Concept, glossary: Glossary
) -> None:
    path = proposed(server, note="As proposed.")
    fields = fields_of(get(server, f"{path}/change", APPROVER))
    changed = {**fields, "note": "As accepted.", "comment": "shorter", "do": "accept"}
    post(server, f"{path}/change", changed, APPROVER)
    text = text_of(get(server, path))
    assert "Accepted with changes" in text
    assert "As proposed." in text
    assert "accepted." in text.partition("Accepted with changes")[2]
    path = proposed(server, note="Once more.")
    decide(server, path, {"do": "accept"})
    assert "Accepted with changes" not in text_of(get(server, path))


def test_its_author_can_withdraw_but_not_decide(
    server: Server, term: Concept, glossary: Glossary
) -> None:
    path = proposed(server, note="A note.")
    legends = html.fromstring(get(server, path, PROPOSER)).xpath("//legend/text()")
    assert legends == ["Withdraw"]
    legends = html.fromstring(get(server, path, APPROVER)).xpath("//legend/text()")
    assert legends == ["Decide"]
    post(server, path, {"do": "withdraw"}, PROPOSER)


def test_a_proposal_for_an_older_version(server: Server, term: Concept, glossary: Glossary) -> None:
    path = proposed(server, note="proposed")
    glossary.edit("tangping", literal="meanwhile")
    page = get(server, path, APPROVER)
    assert "has been changed since" in text_of(page)
    assert "<del>meanwhile" not in page
    decide(server, path, {"do": "accept"})
    stored = glossary.termbase["tangping"]
    assert (stored.note, stored.literal) == ("proposed", "meanwhile")


def test_both_have_changed_the_same(server: Server, term: Concept, glossary: Glossary) -> None:
    path = proposed(server, note="proposed")
    glossary.edit("tangping", note="meanwhile")
    assert "Both have changed: Note" in text_of(get(server, path, APPROVER))
    decide(server, path, {"do": "accept"}, 409)
    assert glossary.termbase["tangping"].note == "meanwhile"
    form = fields_of(get(server, f"{path}/change", APPROVER))
    glossary.edit("tangping", note="once more")
    page = post(server, f"{path}/change", {**form, "do": "accept"}, APPROVER, 422)
    assert fields_of(page)["note"] == ["proposed"]
    form = fields_of(get(server, f"{path}/change", APPROVER))
    post(server, f"{path}/change", {**form, "do": "accept"}, APPROVER)
    assert glossary.termbase["tangping"].note == "proposed"


def test_several_at_once(server: Server, term: Concept, glossary: Glossary) -> None:
    with written_by("robot"):
        for number in range(3):
            glossary.propose("tangping", None if number else term, f"number {number}")
    page = html.fromstring(get(server, "/proposals?author=robot", APPROVER))
    numbers = [box.get("value") for box in page.xpath("//input[@name='number']")]
    assert len(numbers) == 3
    boxes = html.fromstring(get(server, "/proposals", Role.EDITOR)).xpath("//input[@name='number']")
    assert not boxes
    fields: Fields = {"number": [*numbers, "999999"], "do": "reject", "reason": "batch"}
    page_text = text_of(post(server, "/proposals/decide", fields, APPROVER, 409))
    assert "None has been decided" in page_text
    assert len(glossary.proposals("open", author="robot")) == 3
    post(server, "/proposals/decide", {**fields, "number": numbers}, APPROVER)
    assert not glossary.proposals("open", author="robot")
    assert glossary.proposals(author="robot")[0].reason == "batch"
    post(server, "/proposals/decide", {"do": "reject"}, APPROVER)


def test_an_import_is_a_proposal(server: Server, term: Concept, glossary: Glossary) -> None:
    table = "simplified,english,gloss\n躺平,lying flat,Their gloss.\n摆烂,let it rot,\n"
    headers = {"Accept": "text/html", **server.headers(PROPOSER)}

    def send(name: str, data: bytes) -> tuple[int, str]:
        answer = server.client.post(
            "/import", files={"file": (name, data)}, headers=headers, follow_redirects=False
        )
        return answer.status_code, answer.headers.get("location") or answer.text

    status, path = send("terms.csv", table.encode())
    assert status == 303
    assert glossary.termbase.get("bailan") is None
    text = text_of(get(server, path, APPROVER))
    assert "New concepts: 1" in text
    assert "Conflicts: 1" in text
    assert "Their gloss" in text
    with_policy = fields_of(get(server, path, APPROVER), MINE)
    post(server, path, {**with_policy, "do": "accept"}, APPROVER, 409)
    assert glossary.termbase.get("bailan") is None
    batch: Fields = {"number": path.rpartition("/")[2], "do": "accept"}
    assert "own page" in post(server, "/proposals/decide", batch, APPROVER, 409)
    decide(server, path, {"do": "accept", "on_conflict": "theirs"})
    assert glossary.termbase["tangping"].gloss == "Their gloss."
    assert glossary.termbase["bailan"]
    text = text_of(get(server, path))
    assert "terms.csv" in text
    assert "New concepts: 1" in text
    assert "Conflicts: 1" in text
    assert "take theirs" in text
    assert "To opt out." in text
    assert "Their gloss." in text
    glossary.remove("bailan")
    for name, data in (("bad.csv", b"nothing,here\n1,2\n"), ("bad.xyz", b"?")):
        status, page = send(name, data)
        assert status == 422
        assert "bad." in text_of(page)


def test_each_conflict_of_an_import_is_decided(
    server: Server, term: Concept, glossary: Glossary
) -> None:
    glossary.edit("tangping", note="Our note.", literal="lie flat")
    table = "id,simplified,english,gloss,note,literal\ntangping,躺平,lying flat,Theirs.,Theirs too.,lie\n"
    proposal = glossary.propose_import("terms.csv", table.encode())
    path = f"/proposals/{proposal.number}"
    page = get(server, path, APPROVER)
    names = {name for name in fields_of(page, MINE) if name.startswith("choice")}
    assert names == set()
    boxes = html.fromstring(page).xpath("//input[@type='radio'][@form='decide']/@name")
    assert sorted({*boxes}) == [f"choice.tangping.{name}" for name in ("gloss", "literal", "note")]
    assert 'form="decide"' not in get(server, path, PROPOSER)
    some: Fields = {
        "choice.tangping.gloss": "ours",
        "choice.tangping.literal": "both",
        "do": "accept",
    }
    fields = {**fields_of(page, MINE), **some, "reason": "As in the minutes."}
    # One is not decided; what was chosen is kept.
    page = post(server, path, fields, APPROVER, 409)
    assert "choose which value is taken" in text_of(page)
    checked = html.fromstring(page).xpath("//input[@form='decide'][@checked]")
    assert [(one.get("name"), one.get("value")) for one in checked] == [
        ("choice.tangping.gloss", "ours"), ("choice.tangping.literal", "both"),
    ]  # fmt: skip
    assert fields_of(page, MINE)["reason"] == ["As in the minutes."]
    assert glossary.termbase["tangping"].note == "Our note."
    post(server, path, {**fields, "choice.tangping.note": "theirs"}, APPROVER)
    found = glossary.termbase["tangping"]
    assert (found.gloss, found.literal) == ("To opt out.", "lie flat")
    assert found.note == "Theirs too. [terms.csv: literal: lie]"
    text = text_of(get(server, path))
    assert all(one in text for one in ("keep ours", "take theirs", "keep both"))


def test_numbers_that_are_none(server: Server) -> None:
    get(server, "/proposals/999999", status=404)
    get(server, "/proposals/x", status=404)
    assert get(server, "/proposals?before=x&status=nonsense")
