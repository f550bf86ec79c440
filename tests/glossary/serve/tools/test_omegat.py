"""Suggestions for OmegaT's plugin "Fake MT"."""

from __future__ import annotations

from typing import Any

import pytest

from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server


def ask(
    server: Server, text: str, source: str = "zh-CN", target: str = "en-US", **query: Any
) -> Any:
    query = {"source": source, "target": target, "text": text, **query}
    answer = server.client.get("/omegat", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


BEST = [
    ("坚持以人民为中心。", "Put the people first.", 100),
    # In the other script; with the numbers of the text.
    ("坚持以人民為中心。", "Put the people first.", 99),
    ("第20条适用于所有公民。", "Article 20 applies to all citizens.", 99),
    # A term as a whole.
    ("裸官", "naked official", 0),
    ("他是裸官。", "", 0),
    ("", "", 0),
    ("没有这样的句子", "", 0),
    ("Put the people first.", "", 0),
    ("\x00", "", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "translation", "quality"), BEST)
def test_the_best_is_suggested(server: Server, text: str, translation: str, quality: int) -> None:
    found = ask(server, text)
    assert (found["translation"], found["quality"]) == (translation, quality)
    assert bool(found["source"]) == bool(translation)


def test_the_script_is_that_of_the_target(server: Server) -> None:
    assert ask(server, "Open the window", "EN", "ZH-TW")["translation"] == "打開窗戶"
    assert ask(server, "naked official", "en", "zh-CN")["translation"] == "裸官"


def test_the_lowest_score_can_be_asked_for(server: Server) -> None:
    assert ask(server, "坚持以人民为根本。", min_similarity=70)["quality"] == 77
    assert ask(server, "坚持以人民为根本。", min_similarity=80)["translation"] == ""


WRONG = [
    ({"source": "zh", "target": "en"}, 422, "text is missing"),
    ({"target": "en", "text": "a"}, 422, "source is missing"),
    ({"source": "zh", "target": "?", "text": "a"}, 404, "'?' is not a language code"),
    ({"source": "zh", "target": "en", "text": "a" * 10_001}, 422, "10,001 characters"),
    ({"source": "zh", "target": "en", "text": "a", "min_similarity": "much"}, 422, "whole number"),
    ({"source": "zh", "target": "en", "text": "a", "api_key": "glo_x"}, 403, "Invalid API key"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "status", "message"), WRONG)
def test_wrong_requests(server: Server, query: dict[str, str], status: int, message: str) -> None:
    answer = server.client.get("/omegat", params=query)
    assert answer.status_code == status
    assert message in answer.json()["detail"]


def test_the_token_is_in_the_address(server: Server) -> None:
    assert (
        ask(server, "裸官", api_key=server.tokens[Role.READER])["translation"] == "naked official"
    )


def test_the_answer_names_its_encoding(server: Server) -> None:
    """OmegaT reads bytes of no named encoding as Latin-1."""
    query = {"source": "en", "target": "zh", "text": "Open the window"}
    answer = server.client.get("/omegat", params=query)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "打开窗户".encode() in answer.content
