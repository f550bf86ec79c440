"""Changes of concepts: by ETag, so that none is lost; in the name of the account; undone."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import pytest

from glossary.serve.principal import COOKIE
from termbase.store.accounts import Role
from termbase.store.sessions import open_session, session_of
from tests.glossary.serve.api.conftest import Api
from tests.glossary.serve.api.test_terms import CONCEPT

PATH = "/concepts/tangping"
NEW = {"If-None-Match": "*"}


@pytest.fixture
def concept(api: Api) -> str:
    """The ETag of a concept that is there."""
    answer = api("PUT", PATH, json=CONCEPT, headers=NEW)
    if answer.status_code != HTTPStatus.CREATED:
        answer = api("PUT", PATH, json=CONCEPT, headers={"If-Match": "*"})
    return str(answer.headers["etag"])


def test_add_fills_in_what_is_missing(api: Api) -> None:
    body = {"chinese": "官倒", "english": ["official profiteering"], "gloss": "Trade by officials."}
    answer = api("POST", "/concepts?comment=new", Role.EDITOR, json=body)
    assert answer.status_code == HTTPStatus.CREATED
    added = api("GET", answer.headers["location"].removeprefix("/api/v1"))
    assert added.json() == answer.json()
    assert added.headers["etag"] == answer.headers["etag"]
    assert added.json()["terms"][0]["pinyin"] == "guāndǎo"
    assert api("POST", "/concepts", json=body).status_code == HTTPStatus.CONFLICT
    version = api("GET", f"/concepts/{added.json()['id']}/history").json()[0]
    assert (version["author"], version["comment"], version["action"]) == ("editor", "new", "create")


def test_of_two_changes_of_one_version_the_second_is_refused(api: Api, concept: str) -> None:
    first = api("PATCH", PATH, json={"gloss": "First."}, headers={"If-Match": concept})
    assert first.status_code == HTTPStatus.OK
    for method, body in (("PATCH", {"gloss": "Second."}), ("PUT", CONCEPT), ("DELETE", None)):
        second = api(method, PATH, headers={"If-Match": concept}, json=body)
        assert second.status_code == HTTPStatus.PRECONDITION_FAILED
        assert first.headers["etag"] in second.json()["detail"]
    assert api("GET", PATH).json()["gloss"] == "First."
    again = api("PATCH", PATH, json={"note": "N"}, headers={"If-Match": first.headers["etag"]})
    assert (again.json()["gloss"], again.json()["note"]) == ("First.", "N")


@pytest.mark.parametrize("tag", ['W/"1"', '"0"', "1", "", "tangping"])
def test_a_tag_that_is_not_the_present_one_is_refused(api: Api, concept: str, tag: str) -> None:
    del concept
    answer = api("PATCH", PATH, json={"note": "x"}, headers={"If-Match": tag})
    assert answer.status_code == HTTPStatus.PRECONDITION_FAILED


def test_any_of_several_tags_will_do(api: Api, concept: str) -> None:
    headers = {"If-Match": f'"none", {concept}'}
    assert api("PATCH", PATH, json={"note": "x"}, headers=headers).status_code == HTTPStatus.OK
    assert api("PATCH", PATH, json={"note": "y"}, headers={"If-Match": "*"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", PATH, CONCEPT),
        ("PATCH", PATH, {"note": "x"}),
        ("DELETE", PATH, None),
        ("POST", f"{PATH}/restore", {"number": 0}),
        ("POST", f"{PATH}/move", {"term": "躺平", "to": "luoguan"}),
        ("POST", f"{PATH}/split", {"terms": ["躺平"]}),
        ("POST", f"{PATH}/merge", {"into": "luoguan"}),
    ],
)
def test_without_a_tag_nothing_is_changed(
    api: Api, concept: str, method: str, path: str, body: dict[str, Any] | None
) -> None:
    assert api(method, path, json=body).status_code == HTTPStatus.PRECONDITION_REQUIRED
    assert api.etag(PATH) == {"If-Match": concept}


def test_a_new_concept_replaces_none(api: Api, concept: str) -> None:
    answer = api("PUT", PATH, json=CONCEPT, headers=NEW)
    assert answer.status_code == HTTPStatus.PRECONDITION_FAILED
    assert concept in answer.json()["detail"]
    missing = {"If-Match": '"1"'}
    record = {**CONCEPT, "id": "nobody"}
    answer = api("PUT", "/concepts/nobody", json=record, headers=missing)
    assert answer.status_code == HTTPStatus.PRECONDITION_FAILED
    answer = api("PUT", PATH, json=record, headers={"If-Match": "*"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_what_is_got_can_be_put(api: Api, concept: str) -> None:
    record = api("GET", PATH).json()
    answer = api("PUT", PATH, json=record, headers={"If-Match": concept})
    assert answer.json() == record
    # Nothing has changed, so the version is the same.
    assert answer.headers["etag"] == concept


@pytest.mark.parametrize(
    "change",
    [
        {"level": "3"},
        {"level": 6},
        {"terms": []},
        {"terms": [{"language": "fr", "text": "x"}]},
        {"terms": [{"language": "zh", "simplified": ""}]},
        {"gloss": None},
        {"gloss": "a\u0000b"},
        {"related": {"cousin": ["luoguan"]}},
        {"unknown": 1},
    ],
)
def test_a_record_that_is_none_is_refused(api: Api, concept: str, change: dict[str, Any]) -> None:
    answer = api("PUT", PATH, json={**CONCEPT, **change}, headers={"If-Match": "*"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["detail"]
    assert api.etag(PATH) == {"If-Match": concept}


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", HTTPStatus.BAD_REQUEST),
        (b"[" * 100_000, "application/json", HTTPStatus.BAD_REQUEST),
        (b"\xff", "application/json", HTTPStatus.BAD_REQUEST),
        (b"[]", "application/json", HTTPStatus.UNPROCESSABLE_ENTITY),
        (json.dumps(CONCEPT).encode(), "text/plain", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (b"a=b", "application/x-www-form-urlencoded", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        (b'{"id": "\\ud800"}', "application/json", HTTPStatus.BAD_REQUEST),
        (b'{"id": "\xed\xa0\x80"}', "application/json", HTTPStatus.BAD_REQUEST),
        (b'{"level": NaN}', "application/json", HTTPStatus.BAD_REQUEST),
        ('{"id": "a"}'.encode("utf-16"), "application/json", HTTPStatus.BAD_REQUEST),
    ],
)
def test_a_body_that_is_none_is_refused(
    api: Api, content: bytes, kind: str, status: HTTPStatus
) -> None:
    headers = {"Content-Type": kind, "If-Match": "*"}
    assert api("PUT", PATH, content=content, headers=headers).status_code == status


def test_remove_and_restore(api: Api, concept: str) -> None:
    removed = api("DELETE", f"{PATH}?comment=gone", headers={"If-Match": concept})
    assert removed.status_code == HTTPStatus.NO_CONTENT
    assert api("GET", PATH).status_code == HTTPStatus.NOT_FOUND
    assert api("DELETE", PATH, headers={"If-Match": "*"}).status_code == HTTPStatus.NOT_FOUND
    versions = api("GET", f"{PATH}/history").json()
    assert (versions[0]["action"], versions[0]["comment"]) == ("remove", "gone")
    back = {"number": versions[1]["number"]}
    restored = api("POST", f"{PATH}/restore", json=back, headers={"If-Match": "*"})
    assert restored.json()["id"] == "tangping"
    assert restored.headers["etag"] not in (concept, "")
    before = {"number": versions[0]["number"]}
    gone = api("POST", f"{PATH}/restore", json=before, headers=api.etag(PATH))
    assert gone.status_code == HTTPStatus.NO_CONTENT
    unknown = api("POST", f"{PATH}/restore", json={"number": 1 << 70}, headers={"If-Match": "*"})
    assert unknown.status_code == HTTPStatus.NOT_FOUND


def test_move_split_and_merge(api: Api, concept: str) -> None:
    both = {
        **CONCEPT,
        "terms": [
            *CONCEPT["terms"],
            {"language": "zh", "simplified": "佛系", "traditional": "佛系", "pinyin": "fóxì"},
        ],
    }
    etag = api("PUT", PATH, json=both, headers={"If-Match": concept}).headers["etag"]
    body = {"terms": ["佛系"], "id": "foxi"}
    split = api("POST", f"{PATH}/split", json=body, headers={"If-Match": etag}).json()
    assert split["new"]["terms"][0]["simplified"] == "佛系"
    assert api("GET", "/concepts/foxi").status_code == HTTPStatus.OK
    merged = api(
        "POST",
        "/concepts/foxi/merge",
        json={"into": "tangping"},
        headers=api.etag("/concepts/foxi"),
    ).json()
    assert {"躺平", "佛系"} <= {term.get("simplified") for term in merged["terms"]}
    assert api("GET", "/concepts/foxi").status_code == HTTPStatus.NOT_FOUND
    moved = api(
        "POST", f"{PATH}/move", json={"term": "佛系", "to": "neijuan"}, headers=api.etag(PATH)
    ).json()
    assert "佛系" in [term.get("simplified") for term in moved["target"]["terms"]]


def test_changes_at_the_same_time_are_all_kept(api: Api, concept: str) -> None:
    del concept
    headers = {**api.server.headers(Role.EDITOR), "Content-Type": "application/json"}
    client, path = api.server.client, f"/api/v1{PATH}"

    def write(writer: int) -> int:
        """Add five lines to the note, each to the version before; return how often it was late."""
        late = 0
        for number in range(5):
            while True:
                got = client.get(path)
                body = {"note": f"{got.json()['note']} {writer}-{number}".strip()}
                tag = {"If-Match": got.headers["etag"]}
                answer = client.patch(path, json=body, headers={**headers, **tag})
                if answer.status_code == HTTPStatus.OK:
                    break
                assert answer.status_code == HTTPStatus.PRECONDITION_FAILED
                late += 1
        return late

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))
    words = api("GET", PATH).json()["note"].split()
    assert sorted(words) == [f"{writer}-{number}" for writer in range(4) for number in range(5)]


def test_a_head_has_no_body(api: Api, concept: str) -> None:
    answer = api.server.client.head(f"/api/v1{PATH}")
    assert (answer.status_code, answer.headers["etag"]) == (HTTPStatus.OK, concept)


def test_a_session_changes_nothing_without_its_secret_of_forms(api: Api, concept: str) -> None:
    client = api.server.client
    app: Any = client.app
    store = app.state.server.store
    secret = open_session(store, "editor")
    session = session_of(store, secret)
    assert session is not None
    cookie = {"Cookie": f"{COOKIE}={secret}", "If-Match": concept}
    body = {"note": "by a session"}
    for given in ({}, {"X-CSRF-Token": "x"}):
        answer = client.patch(f"/api/v1{PATH}", json=body, headers={**cookie, **given})
        assert answer.status_code == HTTPStatus.FORBIDDEN
    right = {**cookie, "X-CSRF-Token": session.csrf}
    assert client.patch(f"/api/v1{PATH}", json=body, headers=right).status_code == HTTPStatus.OK


def test_a_path_has_no_other_methods(api: Api) -> None:
    answer = api.server.client.request("POST", f"/api/v1{PATH}")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    allowed = {name.strip() for name in answer.headers["allow"].split(",")}
    assert allowed == {"GET", "HEAD", "PUT", "PATCH", "DELETE"}
    assert answer.headers["content-type"] == "application/problem+json"
