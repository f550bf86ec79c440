"""Translations over the API of LibreTranslate."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import glossary
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

SENTENCE, TRANSLATION = "坚持以人民为中心。", "Put the people first."
PAIR = {"source": "zh", "target": "en"}


def ask(server: Server, **fields: Any) -> Any:
    answer = server.client.post("/translate", json={**PAIR, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_text_is_translated_however_it_is_sent(server: Server) -> None:
    sent = {"q": SENTENCE, **PAIR, "format": "text", "api_key": ""}
    expected = {"translatedText": TRANSLATION}
    assert server.client.post("/translate", json=sent).json() == expected
    assert server.client.post("/translate", data=sent).json() == expected
    # As the client of deep-translator does.
    assert server.client.post("/translate", params=sent).json() == expected
    files = {name: (None, value) for name, value in sent.items()}
    assert server.client.post("/translate", files=files).json() == expected


def test_a_list_is_answered_by_a_list(server: Server) -> None:
    found = ask(server, q=[SENTENCE, "国家统计局公布了经济数据。"])
    assert found == {
        "translatedText": [TRANSLATION, "The statistics bureau published economic data."]
    }


EXACT = [
    ({"q": "打开窗户"}, "Open the window"),
    ({"q": "Open the window", "source": "en", "target": "zh"}, "打开窗户"),
    ({"q": "Open the window", "source": "en", "target": "zh-Hans"}, "打开窗户"),
    ({"q": "Open the window", "source": "en-GB", "target": "zh_CN"}, "打开窗户"),
    ({"q": "a/b & c", "source": "en"} | {"target": "zh"}, "甲/乙和丙"),
    ({"q": "a/b &amp; c", "source": "en", "target": "zh", "format": "html"}, "甲/乙和丙"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "translation"), EXACT)
def test_exact_matches(server: Server, fields: dict[str, str], translation: str) -> None:
    assert ask(server, **fields) == {"translatedText": translation}


# Near is not exact: in words, numbers, case, punctuation, script or language.
NEAR = [
    {"q": "坚持以人民为本。"}, {"q": "坚持以人民为中心！"}, {"q": "坚持以人民爲中心。"}, {"q": "第4条适用于所有公民。"},
    {"q": "open the window", "source": "en", "target": "zh"}, {"q": "没有"}, {"q": " "}, {"q": "\0"}, {"q": "😀"},
    {"q": "Open the window", "source": "en", "target": "zh-Hant"}, {"q": "Open the window", "source": "en", "target": "zt"},
    {"q": "Open the window"}, {"q": "打开窗户", "source": "en", "target": "zh"}, {"q": "打开窗户", "target": "zh-Hant"},
    {"q": "<p>打开窗户</p>"}, {"q": "<p>打开窗户</p>", "format": "html"}, {"q": "裸官"},
]  # fmt: skip


@pytest.mark.parametrize("fields", NEAR)
def test_what_is_not_exact_is_an_error(server: Server, fields: dict[str, str]) -> None:
    answer = server.client.post("/translate", json={**PAIR, **fields})
    assert answer.status_code == 404
    assert answer.json() == {"error": "Cannot translate text: the memory has no exact match"}


def test_a_list_names_what_is_missing(server: Server) -> None:
    answer = server.client.post("/translate", json={**PAIR, "q": ["没有", SENTENCE, "也没有"]})
    assert answer.status_code == 404
    assert answer.json()["error"].endswith("no exact match of 1, 3")


def test_html_is_answered_in_html(server: Server) -> None:
    with glossary.open(server.settings.base, builtin=False) as opened:
        opened.memory.add("甲<乙", "A < B & C")
    assert ask(server, q="甲&lt;乙", format="html") == {"translatedText": "A &lt; B &amp; C"}
    assert ask(server, q="甲<乙") == {"translatedText": "A < B & C"}


def test_alternatives(server: Server) -> None:
    with glossary.open(server.settings.base, builtin=False) as opened:
        for target in ("One.", "Two.", "Three."):
            opened.memory.add("有几种译法。", target)
    found = ask(server, q="有几种译法。", alternatives=1)
    assert found == {"translatedText": "Three.", "alternatives": ["Two."]}
    assert ask(server, q=["有几种译法。"], alternatives="9")["alternatives"] == [["Two.", "One."]]


def test_the_language_is_detected(server: Server) -> None:
    found = ask(server, q=SENTENCE, source="auto")
    assert found["detectedLanguage"] == {"confidence": 100, "language": "zh"}
    found = ask(server, q=[SENTENCE], source="auto")
    assert found["detectedLanguage"] == [{"confidence": 100, "language": "zh"}]


WRONG = [
    ({"q": ""}, "Invalid request: missing q parameter"),
    ({"q": []}, "Invalid request: missing q parameter"),
    ({"q": "a", "source": ""}, "Invalid request: missing source parameter"),
    ({"q": "a", "target": None}, "Invalid request: missing target parameter"),
    ({"q": "a", "target": "zz"}, "zz is not supported"),
    ({"q": "a", "target": "auto"}, "auto is not supported"),
    ({"q": "a", "source": "zh-Latn"}, "zh-Latn is not supported"),
    ({"q": "a", "source": ["zh"]}, "['zh'] is not supported"),
    ({"q": "a", "source": {"a": 1}}, "{'a': 1} is not supported"),
    ({"q": "a", "format": "xml"}, "xml format is not supported"),
    ({"q": "a", "format": ["text"]}, "['text'] format is not supported"),
    ({"q": "a", "alternatives": "abc"}, "Invalid request: alternatives parameter is not a number"),
    ({"q": "a", "alternatives": [1]}, "Invalid request: alternatives parameter is not a number"),
    ({"q": 1}, "Invalid request: q is not a text or a list of texts"),
    ({"q": {"a": "b"}}, "Invalid request: q is not a text or a list of texts"),
    ({"q": ["a", None]}, "Invalid request: q is not a text or a list of texts"),
    ({"q": "a" * 10_001}, "Invalid request: q exceeds 1,000 texts, or 10,000 characters a text"),
    ({"q": ["a"] * 1001}, "Invalid request: q exceeds 1,000 texts, or 10,000 characters a text"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "message"), WRONG)
def test_wrong_requests(server: Server, fields: dict[str, Any], message: str) -> None:
    answer = server.client.post("/translate", json={**PAIR, **fields})
    assert (answer.status_code, answer.json()) == (400, {"error": message})


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b'{"q": 1e999']
)
def test_wrong_json(server: Server, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = server.client.post("/translate", content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (400, {"error": "Invalid JSON format"})


def test_numbers_that_json_has_and_integers_do_not(server: Server) -> None:
    headers = {"Content-Type": "application/json"}
    for value in (b"1e999", b"NaN", b"-1e999"):
        body = b'{"q": "a", "source": "zh", "target": "en", "alternatives": %s}' % value
        answer = server.client.post("/translate", content=body, headers=headers)
        assert answer.status_code == 400


def test_keys_are_tokens(server: Server) -> None:
    assert ask(server, q=SENTENCE, api_key=server.tokens[Role.READER])
    for key in ("glo_wrong", " ", "é"):
        answer = server.client.post("/translate", json={**PAIR, "q": SENTENCE, "api_key": key})
        assert answer.status_code == (403 if key.strip() else 200)
    headers = {"Authorization": "Bearer glo_wrong"}
    answer = server.client.post("/translate", json={**PAIR, "q": SENTENCE}, headers=headers)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error"}


def test_the_languages(server: Server) -> None:
    found = server.client.get("/languages").json()
    codes = [one["code"] for one in found]
    assert codes == ["en", "zh", "zh-Hans", "zh-Hant"]
    assert [one["targets"] for one in found] == [codes[1:], ["en"], ["en"], ["en"]]
    assert all(one["name"] for one in found)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=4), children, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["q", "source", "target", "format", "alternatives", "api_key"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(fields=st.dictionaries(NAMES, JSON))
def test_no_fields_are_an_error_of_the_server(server: Server, fields: dict[str, Any]) -> None:
    import json

    content = json.dumps({**PAIR, "q": "a", **fields})
    headers = {"Content-Type": "application/json"}
    answer = server.client.post("/translate", content=content, headers=headers)
    assert answer.status_code in (200, 400, 403, 404, 422)
    assert answer.status_code == 200 or set(answer.json()) == {"error"}


@pytest.mark.parametrize("field", ["q", "source", "target", "format", "api_key"])
def test_half_a_character_is_refused(server: Server, field: str) -> None:
    body = json.dumps({"q": "x", **PAIR, field: "\ud800"})
    answer = server.client.post(
        "/translate", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json() == {"error": "Invalid JSON format"}
