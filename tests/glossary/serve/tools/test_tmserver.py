"""Suggestions over the protocol of tmserver and amaGama."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import glossary
from glossary.serve.tools.tmserver import _LANGUAGES
from termbase.formats.units import unwritable
from termbase.memory.tokens import tokenize
from termbase.model.tags import parse_tag
from termbase.model.unit import TranslationUnit
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server
from tests.glossary.serve.tools.raw import get, send

UNIT = "/tmserver/zh_cn/en/unit/"
# One server answers all examples.
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def ask(server: Server, text: str, languages: str = "zh_cn/en", **query: Any) -> Any:
    path = f"/tmserver/{languages}/unit/{quote(text, safe='')}"
    answer = server.client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_best_match_comes_first_in_the_shape_of_the_protocol(server: Server) -> None:
    found = ask(server, "国家统计局公布了经济数据。")
    assert found[0] == {
        "source": "国家统计局公布了经济数据。",
        "target": "The statistics bureau published economic data.",
        "quality": 100,
        "rank": 100,
    }
    # The same in the other script.
    assert (found[1]["source"], found[1]["quality"]) == ("國家統計局公布了經濟數據。", 99)
    assert len(found) == 2


CODES = [
    "zh_cn/en", "zh-CN/en-us", "zh/en_gb", "zh_hans/en", "ZH_Hans_CN/EN", "chi/eng", "zh%5Fcn/en",
    "zh_cn//en", "zh/en@formal",
]  # fmt: skip


@pytest.mark.parametrize("languages", CODES)
def test_codes_are_written_in_many_ways(server: Server, languages: str) -> None:
    assert ask(server, "坚持以人民为中心。", languages)[0]["target"] == "Put the people first."


DIRECTIONS = [
    ("en/zh_cn", "Open the window", "打开窗户"),
    ("zh_cn/en", "打开窗户", "Open the window"),
    # The text is not in the language that is given.
    ("zh_cn/en", "Open the window", None),
    ("en/zh_cn", "打开窗户", None),
    ("en/en", "Open the window", None),
    ("zh/zh_tw", "打开窗户", None),
    # Neither has the memory anything in another language.
    ("en/de", "Open the window", None),
    ("fr/zh", "Open the window", None),
    # In the script of the target, which is then not exact.
    ("en/zh_tw", "Open the window", "打開窗戶"),
    ("en/zh_hant", "Open the window", "打開窗戶"),
    ("en/zh", "Open the window", "打开窗户"),
]


@pytest.mark.parametrize(("languages", "text", "target"), DIRECTIONS)
def test_the_languages_decide_which_side_is_searched(
    server: Server, languages: str, text: str, target: str | None
) -> None:
    found = ask(server, text, languages)
    assert [one["target"] for one in found] == ([target] if target else [])
    assert [one["quality"] for one in found] == (
        [99 if target == "打開窗戶" else 100] if target else []
    )


def test_numbers_of_the_text_are_in_the_translation(server: Server) -> None:
    [found] = ask(server, "第17条适用于所有公民。")
    assert found["target"] == "Article 17 applies to all citizens."
    assert found["source"] == "第3条适用于所有公民。"
    assert found["quality"] == 99


def test_equal_pairs_are_listed_once(server: Server) -> None:
    with glossary.open(server.settings.base, builtin=False) as opened:
        for origin in ("a", "b", "c", "d", "e", "f", "g"):
            opened.memory.add("同样的话很多遍。", "The same again.", before=origin, origin=origin)
        opened.memory.add("同样的话很多遍。", "The same, once more.", before="z")
    found = ask(server, "同样的话很多遍。", max_candidates=2)
    assert {one["target"] for one in found} == {"The same again.", "The same, once more."}


LIMITS = [
    ({}, 2), ({"max_candidates": 1}, 1), ({"max_candidates": 0}, 1), ({"max_candidates": -7}, 1),
    ({"max_candidates": 999999999}, 2), ({"min_similarity": 100}, 1), ({"min_similarity": 1000}, 1),
    ({"min_similarity": ""}, 2), ({"max_candidates": "", "style": "gnome"}, 2),
]  # fmt: skip


@pytest.mark.parametrize(("query", "count"), LIMITS)
def test_limits_are_moved_into_their_bounds(
    server: Server, query: dict[str, Any], count: int
) -> None:
    assert len(ask(server, "国家统计局公布了经济数据。", **query)) == count


@pytest.mark.parametrize("value", ["x", "1.5", "٣", "1e3", "--1", "9" * 5000])
def test_a_limit_that_is_not_a_number_is_an_error(server: Server, value: str) -> None:
    answer = server.client.get(UNIT + "a", params={"min_similarity": value})
    assert answer.status_code == 422
    assert "min_similarity" in answer.json()["detail"]
    assert len(answer.text) < 300


@pytest.mark.parametrize("path", ["/tmserver/languages/", "/tmserver/languages"])
def test_the_languages_are_ones_that_are_understood(server: Server, path: str) -> None:
    found = server.client.get(path).json()
    assert found["sourceLanguages"] == found["targetLanguages"] == list(_LANGUAGES)
    assert all(parse_tag(code) for code in _LANGUAGES)
    assert all(code == code.lower() and "-" not in code for code in _LANGUAGES)


ODD = {
    b"": [], b"?": [], b"%20": [], b"%00": [], b"%0A": [], b"%25": [], b"..": [], b"../../x": [],
    b"/": [], b"//": [], b"%2F": [], b"%2f%2E%2e": [], b"%": [], b"%zz": [], b"a%": [], b"%F0%9F%98%80": [],
    b"a/b%20&%20c": ["甲/乙和丙"], b"a%2Fb%20%26%20c": ["甲/乙和丙"], b"a%2Fb%20&%20c%0A": ["甲/乙和丙"],
    b"Open%20the%20window": ["打开窗户"], b"Open%20the%0Awindow": ["打开窗户"], b"Open%20the%20window/": [],
}  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(server: Server, text: bytes) -> None:
    answer = get(server.client, b"/tmserver/en/zh_cn/unit/" + text, b"min_similarity=90")
    assert answer.status == 200
    assert [one["target"] for one in answer.value] == ODD[text]


WRONG = [
    (b"/tmserver/", 404), (b"/tmserver/en", 404), (b"/tmserver/en/zh", 404),
    (b"/tmserver/en/zh/units/x", 404), (b"/tmserver/en/zh/unitx", 404), (b"/tmserver//unit/x", 404),
    (b"/tmserver/en/unit/x", 404), (b"/tmserver/e n/zh/unit/x", 404), (b"/tmserver/en/../unit/x", 404), (b"/tmserver/a/tmserver/en/zh/unit/x", 404),
    (b"/tmserver/en/%00/unit/x", 404), (b"/tmserver/en%0A/zh/unit/x", 404),
    (b"/tmserver/en/zh/unit/%FF", 400), (b"/tmserver/en/zh/unit/%ED%A0%80", 400),
    (b"/tmserver/en/zh/unit/%C3", 400), (b"/tmserver/%FF/zh/unit/a", 400), (b"/tmserver/en/zh/unit/\xff", 400),
    (b"/tmserver/en/zh/store/a.po", 405), (b"/tmserver/en/zh/unit/" + b"a" * 10_001, 422),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), WRONG)
def test_wrong_addresses(server: Server, path: bytes, status: int) -> None:
    answer = get(server.client, path)
    assert answer.status == status
    assert answer.value["status"] == status


def test_a_long_text_is_searched(server: Server) -> None:
    text = quote("很长的一段话。" * 1428).encode()
    assert get(server.client, b"/tmserver/zh/en/unit/" + text) == (200, b"[]")


def test_a_text_that_no_path_can_hold_is_in_the_query(server: Server) -> None:
    answer = server.client.get("/tmserver/en/zh/unit/", params={"source": "Open the window"})
    assert answer.json()[0]["target"] == "打开窗户"
    assert server.client.get("/tmserver/en/zh/unit", params={"source": ".."}).json() == []
    # Virtaal appends "/en/zh/unit/…" to an address that may end in a slash.
    assert get(server.client, b"/tmserver//en/zh/unit/Open%20the%20window").value
    # Clients resolve dots in paths.
    assert server.client.get("/tmserver/en/zh/").json() == []


@shared
@given(text=st.text(min_size=1, max_size=40))
def test_any_text_comes_through_the_path(server: Server, text: str) -> None:
    """A unit that was stored under an address is found there."""
    headers = server.headers(Role.EDITOR)
    raw = UNIT.encode() + quote(text, safe="").encode()
    added = send(server.client, "PUT", raw, json.dumps({"target": "t"}).encode(), headers)
    found = get(server.client, raw, b"max_candidates=50")
    assert found.status == 200
    if added.status == 200 and tokenize(text):
        assert text in [one["source"] for one in found.value]
    else:
        assert added.status == 200 or not text.strip() or unwritable(TranslationUnit(text, "t"))


@shared
@given(path=st.binary(max_size=60))
def test_no_bytes_are_an_error_of_the_server(server: Server, path: bytes) -> None:
    raw = path.replace(b"?", b"")
    for prefix in (b"/tmserver/en/zh/unit/", b"/tmserver/", b"/tmserver/en/"):
        assert get(server.client, prefix + raw).status in (200, 400, 404, 405)


@shared
@given(query=st.binary(max_size=40))
def test_no_query_is_an_error_of_the_server(server: Server, query: bytes) -> None:
    assert get(server.client, b"/tmserver/en/zh/unit/a", query).status in (200, 422)


def put(
    server: Server, path: str, body: Any, role: Role | None = Role.EDITOR, method: str = "PUT"
) -> Any:
    return server.client.request(method, path, json=body, headers=server.headers(role))


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_unit_is_added(server: Server, method: str) -> None:
    source = f"以{method}添加的一句话。"
    unit = {"source": source, "target": "Added.", "context": "menu"}
    assert put(server, UNIT + "x", unit, method=method).json() == {"added": 1, "skipped": 0}
    assert put(server, UNIT + "x", unit, method=method).json() == {"added": 0, "skipped": 1}
    assert ask(server, source)[0]["target"] == "Added."
    with glossary.open(server.settings.base, builtin=False) as opened:
        [match] = opened.memory.search(source, 100)
        change = opened.termbase.changes(limit=1, kind="unit")[0]
    assert (match.unit.source_language, match.unit.target_language) == ("zh-CN", "en")
    assert match.unit.created_by == "editor"
    assert match.unit.properties == {"msgctxt": "menu"}
    assert (change.name, change.author, change.action) == (str(match.unit.id), "editor", "create")


def test_units_of_a_file_are_added(server: Server) -> None:
    units = [
        {"source": "文件中的第一句。", "target": "The first sentence of a file.", "context": ""},
        {"source": "文件中的第二句。", "target": "The second sentence of a file.", "context": None},
    ]
    answer = put(server, "/tmserver/zh/en/store/po/a%2Fb.po", units, method="POST")
    assert answer.json() == {"added": 2, "skipped": 0}
    with glossary.open(server.settings.base, builtin=False) as opened:
        [match] = opened.memory.search("文件中的第一句。", 100)
    assert match.unit.origin == "po/a/b.po"


@pytest.mark.parametrize("role", [None, Role.READER, Role.PROPOSER])
def test_only_editors_add(server: Server, role: Role | None) -> None:
    answer = put(server, UNIT + "x", {"source": "不可添加。", "target": "No."}, role)
    assert answer.status_code == (401 if role is None else 403)
    assert ask(server, "不可添加。") == []


BODIES = [
    (b"", 400), (b"{", 400), (b"\xff", 400), (b"[" * 100_000, 400),
    (b"null", 422), (b"[]", 422), (b"1", 422), (b'{"source": "a"}', 422), (b'{"target": ""}', 422),
    (b'{"source": 1, "target": "b"}', 422), (b'{"source": ["a"], "target": "b"}', 422),
    (b'{"source": "a", "target": {"b": 1}}', 422), (b'{"source": "a", "target": "b", "context": 1}', 422),
    (b'{"source": " ", "target": "b"}', 422), (b'{"source": "a", "target": "\\ud800"}', 400),
    (b'{"source": "a\\u0000", "target": "b"}', 422),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), BODIES)
def test_wrong_bodies(server: Server, body: bytes, status: int) -> None:
    headers = server.headers(Role.EDITOR)
    before = len(ask(server, "a", "en/zh", max_candidates=50))
    answer = server.client.put("/tmserver/en/zh/unit/a", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.json()["status"] == status
    assert len(ask(server, "a", "en/zh", max_candidates=50)) == before


def test_a_file_with_a_wrong_unit_adds_nothing(server: Server) -> None:
    units = [{"source": "好的一句。", "target": "Good."}, {"source": "坏的一句。"}]
    answer = put(server, "/tmserver/zh/en/store/a.po", units, method="POST")
    assert answer.status_code == 422
    assert "unit 2" in answer.json()["detail"]
    assert ask(server, "好的一句。") == []


def test_all_methods_are_told(server: Server) -> None:
    answer = server.client.options("/tmserver/zh/en/unit/x")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "PUT"}
