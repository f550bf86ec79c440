"""The translation memory: search, concordance, units with ETags, import and export."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from termbase.store.accounts import Role
from tests.glossary.serve.api.conftest import Api

UNIT = {"source": "实事求是。", "target": "Seek truth from facts.", "origin": "a.tmx"}


@pytest.fixture
def unit(api: Api) -> str:
    """The path of a unit that is there."""
    number = api("POST", "/memory/units", Role.EDITOR, json=UNIT).json()["id"]
    return f"/memory/units/{number}"


def test_search(api: Api) -> None:
    found = api("GET", "/memory/search", None, params={"q": "坚持以人民为中心"}).json()
    assert found[0]["target"] == "Put the people first."
    assert found[0]["in"] == "source"
    query = {"q": "坚持以人民为中心", "at_least": 100, "language": "en"}
    assert api("GET", "/memory/search", params=query).json() == []


@pytest.mark.parametrize(
    "params", [{"at_least": 0}, {"at_least": 101}, {"n": 0}, {"q": "x" * 10_001}]
)
def test_a_wrong_search_is_refused(api: Api, params: dict[str, str]) -> None:
    answer = api("GET", "/memory/search", params={"q": "a", **params})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_concordance(api: Api) -> None:
    found = api("GET", "/memory/concordance", None, params={"q": "people"}).json()
    assert (found[0]["in"], found[0]["spans"]) == ("target", [[8, 14]])


def test_units_are_added_once(api: Api, unit: str) -> None:
    answer = api("POST", "/memory/units", json=UNIT)
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["location"] == f"/api/v1{unit}"
    assert api("GET", unit).json() == answer.json()
    assert answer.json()["source_language"] == "zh"


def test_of_two_changes_of_one_unit_the_second_is_refused(api: Api, unit: str) -> None:
    etag = api.etag(unit)
    changed = {"source": "实事求是。", "target": "Be realistic."}
    first = api("PUT", f"{unit}?comment=style", Role.EDITOR, json=changed, headers=etag)
    assert first.status_code == HTTPStatus.OK
    assert first.json()["target"] == "Be realistic."
    path = first.headers["location"].removeprefix("/api/v1")
    assert api("PUT", path, json=changed, headers=etag).status_code == 412
    assert api("DELETE", path, headers=etag).status_code == 412
    # The old number is nobody's any more.
    for method, body in (("PUT", changed), ("DELETE", None)):
        answer = api(method, unit, json=body, headers=etag)
        assert answer.status_code == HTTPStatus.PRECONDITION_FAILED
        assert "not there any more" in answer.json()["detail"]
    known = {"If-None-Match": first.headers["etag"]}
    assert api("GET", path, headers=known).status_code == HTTPStatus.NOT_MODIFIED
    assert api("PUT", path, json=changed).status_code == HTTPStatus.PRECONDITION_REQUIRED
    assert api("DELETE", path, headers=api.etag(path)).status_code == HTTPStatus.NO_CONTENT
    log = api("GET", "/changes", params={"kind": "unit"}).json()["items"]
    assert [(one["action"], one["author"]) for one in log[:2]] == [
        ("remove", "admin"), ("change", "editor"),
    ]  # fmt: skip
    assert (log[1]["comment"], log[1]["before"]["target"]) == ("style", UNIT["target"])


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "١", "1.0"])
def test_an_unknown_unit_is_not_found(api: Api, number: str) -> None:
    assert api("GET", f"/memory/units/{number}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("text", ["", " ", "a\u0000b", "\ufffe"])
def test_a_unit_that_cannot_be_exported_is_refused(api: Api, text: str) -> None:
    answer = api("POST", "/memory/units", json={**UNIT, "target": text})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("tag", ["not a tag!!", "english", "zh-", "\u0001"])
@pytest.mark.parametrize("field", ["source_language", "target_language"])
def test_a_language_that_is_none_is_refused(api: Api, field: str, tag: str) -> None:
    answer = api("POST", "/memory/units", json={**UNIT, field: tag})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "is not a language tag" in answer.json()["detail"]
    stored = api("POST", "/memory/units", json={**UNIT, "target": "x", "source_language": "ZH_cn"})
    assert stored.json()["source_language"] == "zh-CN"


def test_statistics(api: Api, unit: str) -> None:
    del unit
    found = api("GET", "/memory/stats", None).json()
    assert found["units"] == sum(found["languages"].values())


def test_what_is_exported_can_be_imported(api: Api, unit: str) -> None:
    tmx = api("GET", "/memory/export", None).content
    assert UNIT["source"].encode() in tmx
    again = {"file": ("memory.tmx", tmx)}
    report = api("POST", "/memory/imports", Role.EDITOR, files=again).json()
    assert (report["added"], report["skipped"]) == (0, [])
    api("DELETE", unit, headers=api.etag(unit))
    tried = api("POST", "/memory/imports", files=again, data={"dry_run": "true"}).json()
    assert tried["added"] == 1
    assert api("POST", "/memory/imports", files=again).json()["added"] == 1
    assert api("POST", "/memory/imports", files=again).json()["added"] == 0
    log = api("GET", "/changes", params={"kind": "import"}).json()["items"]
    assert [one["name"] for one in log] == ["memory.tmx"] * len(log)
    tsv = api("GET", "/memory/export", params={"format": "tsv"}).text
    assert f"{UNIT['source']}\t{UNIT['target']}" in tsv


def test_a_file_that_cannot_be_read_is_refused(api: Api) -> None:
    for name, data in (("a.tmx", b"<tmx"), ("a.exe", b"x"), ("a.tmx", b"")):
        answer = api("POST", "/memory/imports", files={"file": (name, data)})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert answer.json()["detail"].startswith(name)


def test_information(api: Api) -> None:
    statistics = api("GET", "/statistics", None).json()
    assert statistics["total"]["concepts"] == statistics["total"]["own"] == 2
    assert statistics["signature"] == api("GET", "/signature", None).json()
