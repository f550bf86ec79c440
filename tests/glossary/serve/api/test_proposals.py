"""Proposals: of concepts and of imports; decided by approvers, withdrawn by their authors."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from termbase.store.accounts import Role
from tests.glossary.serve.api.conftest import Api

TERMS = (
    "simplified,english,gloss\n内卷,rat race,Another gloss.\n巨婴,giant baby,An immature adult.\n"
)


def record(api: Api, gloss: str) -> dict[str, Any]:
    return {**api("GET", "/concepts/neijuan").json(), "gloss": gloss}


def proposed(api: Api, gloss: str, role: Role = Role.PROPOSER, **fields: Any) -> str:
    """Return the path of a proposal of a gloss."""
    body = {"concept_id": "neijuan", "record": record(api, gloss), **fields}
    made = api("POST", "/proposals", role, json=body)
    assert made.status_code == HTTPStatus.CREATED
    return str(made.headers["location"].removeprefix("/api/v1"))


def test_what_is_accepted_is_changed(api: Api) -> None:
    path = proposed(api, "Accepted.", comment="clearer")
    assert api("GET", "/concepts/neijuan").json()["gloss"] != "Accepted."
    made = api("GET", path, None).json()
    assert (made["status"], made["author"], made["comment"]) == ("open", "proposer", "clearer")
    remark = api("POST", f"{path}/remarks", Role.EDITOR, json={"text": "Good."})
    assert remark.status_code == HTTPStatus.CREATED
    assert api("GET", f"{path}/remarks", None).json() == [remark.json()]
    decided = api(
        "POST", f"{path}/decision", Role.APPROVER, json={"decision": "accept", "reason": "yes"}
    ).json()
    assert (decided["status"], decided["decided_by"]) == ("accepted", "approver")
    assert api("GET", "/concepts/neijuan").json()["gloss"] == "Accepted."
    version = api("GET", "/concepts/neijuan/history").json()[0]
    assert version["author"] == "approver"
    assert "proposer" in version["comment"]
    again = api("POST", f"{path}/decision", json={"decision": "reject"})
    assert again.status_code == HTTPStatus.CONFLICT


def test_a_change_in_between_is_not_overwritten(api: Api) -> None:
    path = proposed(api, "Theirs.")
    etag = api.etag("/concepts/neijuan")
    changed = api("PATCH", "/concepts/neijuan", json={"gloss": "Ours."}, headers=etag)
    answer = api("POST", f"{path}/decision", json={"decision": "accept"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert api("GET", "/concepts/neijuan").json()["gloss"] == "Ours."
    both = {
        "decision": "accept",
        "changed": record(api, "Both."),
        "revision": int(changed.headers["etag"].strip('"')),
    }
    assert api("POST", f"{path}/decision", json=both).json()["status"] == "accepted"
    assert api("GET", "/concepts/neijuan").json()["gloss"] == "Both."


def test_only_its_author_withdraws_a_proposal(api: Api) -> None:
    path = proposed(api, "Withdrawn.")
    answer = api("POST", f"{path}/withdrawal", Role.EDITOR, json={})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    answer = api("POST", f"{path}/withdrawal", Role.PROPOSER, json={"reason": "no"})
    assert (answer.json()["status"], answer.json()["reason"]) == ("withdrawn", "no")


def test_a_removal_is_proposed(api: Api) -> None:
    body = {"concept_id": "luoguan", "record": None}
    made = api("POST", "/proposals", Role.PROPOSER, json=body).json()
    assert made["record"] is None
    path = f"/proposals/{made['number']}/decision"
    assert api("POST", path, json={"decision": "reject"}).json()["status"] == "rejected"
    none = {"concept_id": "nobody", "record": None}
    assert api("POST", "/proposals", json=none).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "change",
    [
        {"concept_id": "luoguan"},
        {"record": 1},
        {"record": {}},
        {"revision": -1},
        {"revision": 1 << 63},
    ],
)
def test_a_wrong_proposal_is_refused(api: Api, change: dict[str, Any]) -> None:
    body = {"concept_id": "neijuan", "record": record(api, "Wrong."), **change}
    answer = api("POST", "/proposals", json=body)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_lists_by_page(api: Api) -> None:
    made = [proposed(api, f"Gloss {number}.", batch="many") for number in range(5)]
    walked: list[str] = []
    cursor = ""
    while True:
        query = {"limit": 2, "cursor": cursor, "batch": "many", "status": "open"}
        page = api("GET", "/proposals", None, params=query).json()
        walked += [f"/proposals/{one['number']}" for one in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert walked == made[::-1]
    mine = api("GET", "/proposals", params={"author": "editor", "concept": "neijuan"}).json()
    assert mine["items"] == []


def test_an_import_is_a_proposal(api: Api) -> None:
    data = {"comment": "from the field", "on_conflict": "refuse"}
    files = {"file": ("../terms.csv", TERMS.encode())}
    made = api("POST", "/imports", Role.PROPOSER, data=data, files=files)
    assert made.status_code == HTTPStatus.CREATED
    path = made.headers["location"].removeprefix("/api/v1")
    assert (made.json()["kind"], made.json()["file"]) == ("import", "terms.csv")
    preview = api("GET", f"{path}/preview", None).json()
    assert preview["concepts"] == {"merged": 1, "new": 1}
    conflicts = [one for outcome in preview["outcomes"] for one in outcome["conflicts"]]
    assert [(one["field"], one["theirs"]) for one in conflicts] == [("gloss", "Another gloss.")]
    assert api("GET", "/lookup", params={"q": "巨婴"}).json() == []
    refused = api("POST", f"{path}/decision", json={"decision": "accept"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert refused.json()["problems"][0]["line"] == 2
    decision = {"decision": "accept", "choices": {"neijuan": {"gloss": "ours"}}}
    accepted = api("POST", f"{path}/decision", Role.APPROVER, json=decision).json()
    assert (accepted["status"], accepted["decided_by"]) == ("accepted", "approver")
    assert api("GET", "/lookup", params={"q": "巨婴"}).json()
    assert api("GET", f"{path}/preview").status_code == HTTPStatus.CONFLICT


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("terms.csv", b"nothing\nat all\n"),
        ("terms.xlsx", b"PK\x03\x04"),
        ("terms.tmx", b"<tmx/>"),
        ("terms.tbx", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><tbx>&b;</tbx>'),
        ("terms.exe", b"MZ"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(api: Api, name: str, data: bytes) -> None:
    answer = api("POST", "/imports", files={"file": (name, data)})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "root:" not in answer.text


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "١"])
def test_an_unknown_proposal_is_not_found(api: Api, number: str) -> None:
    for method, path in (("GET", ""), ("GET", "/preview"), ("GET", "/remarks")):
        answer = api(method, f"/proposals/{number}{path}")
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_what_is_sent_again_is_done_once(api: Api) -> None:
    key = {"Idempotency-Key": '"8e03978e-40d5"'}
    files = {"file": ("terms.csv", TERMS.encode())}
    first = api("POST", "/imports", headers=key, files=files)
    # The client writes the form anew, with another boundary.
    again = api("POST", "/imports", headers=key, files=files)
    assert (again.status_code, again.json()) == (HTTPStatus.CREATED, first.json())
    assert again.headers["location"] == first.headers["location"]
    other = {"file": ("terms.csv", TERMS.replace("巨婴", "妈宝").encode())}
    answer = api("POST", "/imports", headers=key, files=other)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    # It is the key of one account only.
    assert api("POST", "/imports", Role.EDITOR, headers=key, files=files).json() != first.json()
    body = {"chinese": "妈宝", "english": ["mummy's boy"]}
    made = [api("POST", "/concepts", headers={"Idempotency-Key": "k"}, json=body) for _ in "ab"]
    assert [one.status_code for one in made] == [HTTPStatus.CREATED] * 2
    assert api("POST", "/concepts", json=body).status_code == HTTPStatus.CONFLICT
