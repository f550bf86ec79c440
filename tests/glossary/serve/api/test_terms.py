"""Look-up, lists by page, one concept with its ETag, its history, and its validation."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.glossary.serve.api.conftest import Api

CONCEPT = {
    "id": "tangping",
    "subject": "society",
    "gloss": "Doing no more than one must.",
    "terms": [
        {"language": "zh", "simplified": "躺平", "traditional": "躺平", "pinyin": "tǎngpíng"},
        {"language": "en", "text": "lying flat", "status": "preferred", "usage": ["media"]},
    ],
}


@pytest.mark.parametrize(
    ("query", "found"), [("裸官", "luoguan"), ("lg", "luoguan"), ("involution", "neijuan")]
)
def test_lookup(api: Api, query: str, found: str) -> None:
    hits = api("GET", "/lookup", params={"q": query}).json()
    assert hits[0]["concept"]["id"] == found


@pytest.mark.parametrize(
    "params", [{}, {"q": "a", "n": "0"}, {"q": "a", "n": "101"}, {"q": "a", "unknown": "1"}]
)
def test_a_wrong_query_is_refused(api: Api, params: dict[str, str]) -> None:
    answer = api("GET", "/lookup", params=params)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["problems"]


def walk(api: Api, **params: str | int) -> list[str]:
    """Return the ids of all concepts, page by page."""
    ids: list[str] = []
    cursor = ""
    while True:
        page = api("GET", "/concepts", params={**params, "cursor": cursor}).json()
        ids += [concept["id"] for concept in page["items"]]
        if page["next"] is None:
            return ids
        cursor = page["next"]


@pytest.fixture(scope="module")
def many(api: Api) -> list[str]:
    """Ids of many concepts, in the order of the list."""
    for number, text in enumerate("甲乙丙丁戊己庚辛"):
        body = {"chinese": f"{text}派", "english": [f"faction {number}"], "id": f"pai-{number}"}
        subject = {"subject": "parties"} if number % 2 else {}
        assert api("POST", "/concepts", json={**body, **subject}).status_code == HTTPStatus.CREATED
    return walk(api, limit=500)


@pytest.mark.parametrize("limit", [1, 3, 500])
def test_pages_are_the_whole_list(api: Api, many: list[str], limit: int) -> None:
    assert walk(api, limit=limit) == many == sorted(many)


def test_pages_go_on_when_a_concept_is_added_in_between(api: Api, many: list[str]) -> None:
    first = api("GET", "/concepts", params={"limit": 2}).json()
    shown = [concept["id"] for concept in first["items"]]
    for new in ("aaa", "zzz"):
        api("PUT", f"/concepts/{new}", json={**CONCEPT, "id": new}, headers={"If-None-Match": "*"})
    cursor = first["next"]
    while cursor:
        page = api("GET", "/concepts", params={"limit": 2, "cursor": cursor}).json()
        shown += [concept["id"] for concept in page["items"]]
        cursor = page["next"]
    # What was there is shown once, what has come later if it comes after.
    assert shown == [*many, "zzz"]
    for new in ("aaa", "zzz"):
        api("DELETE", f"/concepts/{new}", headers=api.etag(f"/concepts/{new}"))


def test_pages_of_a_choice(api: Api, many: list[str]) -> None:
    found = walk(api, limit=1, subject="parties")
    assert found == ["pai-1", "pai-3", "pai-5", "pai-7"]
    assert walk(api, limit=1, q="faction 3")[0] == "pai-3"
    assert set(walk(api, limit=2, q="faction", subject="parties")) <= set(many)


@pytest.mark.parametrize("cursor", ["!", "YQ==", "é", "YQ", "////"])
def test_a_wrong_cursor_is_refused(api: Api, cursor: str) -> None:
    answers = [
        api("GET", "/concepts", params={"cursor": cursor, "q": "派"}),
        api("GET", "/changes", params={"cursor": cursor}),
        api("GET", "/proposals", params={"cursor": cursor}),
    ]
    assert {answer.status_code for answer in answers} == {HTTPStatus.UNPROCESSABLE_ENTITY}


def test_a_concept_that_is_known_is_not_sent_again(api: Api) -> None:
    first = api("GET", "/concepts/luoguan")
    assert first.json()["terms"][0]["simplified"] == "裸官"
    etag = first.headers["etag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = api("GET", "/concepts/luoguan", headers={"If-None-Match": known})
        assert again.status_code == HTTPStatus.NOT_MODIFIED
        assert again.headers["etag"] == etag
    assert api("GET", "/concepts/luoguan", headers={"If-None-Match": '"0"'}).json()


@pytest.mark.parametrize("path", ["/concepts/none", "/concepts/裸官", "/concepts/none/history"])
def test_an_unknown_concept_is_not_found(api: Api, path: str) -> None:
    assert api("GET", path).status_code == HTTPStatus.NOT_FOUND


def test_validation_stores_nothing(api: Api) -> None:
    untidy = {**CONCEPT, "gloss": "no full stop", "related": {"broader": ["nothing"]}}
    problems = api("POST", "/validate", json=untidy).json()["problems"]
    assert {problem["code"] for problem in problems} >= {"untidy", "dangling"}
    impossible = {**CONCEPT, "terms": [{"language": "en", "simplified": "x"}]}
    problems = api("POST", "/validate", json=impossible).json()["problems"]
    assert [problem["code"] for problem in problems] == ["invalid"]
    assert api("POST", "/validate", json=CONCEPT).json() == {"problems": []}
    assert api("GET", "/concepts/tangping").status_code == HTTPStatus.NOT_FOUND
