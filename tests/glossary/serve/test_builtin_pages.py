"""The pages of a server that shows the built-in terms too."""

from __future__ import annotations

import pytest
from lxml import html

from glossary.glossary import Glossary
from glossary.serve.settings import Settings
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server
from tests.glossary.serve.surfing import fields_of, get, post

BACK = "//form[.//button[text()='Back to the built-in one']]"
UNDO = "//form[.//button[@value='undo']]"
PATH = "/concepts/luoguan/history"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    base = tmp_path_factory.mktemp("server") / "team.db"
    return Settings(base, builtin=True, requests_per_minute=1_000_000, workers=1)


def test_back_to_the_built_in_one(server: Server, glossary: Glossary) -> None:
    assert glossary.termbase.builtin is not None
    glossary.edit("luoguan", gloss="Mine.")
    page = get(server, PATH)
    assert not html.fromstring(get(server, PATH, Role.READER)).xpath(BACK)
    path = post(server, "/concepts/luoguan/remove", fields_of(page, BACK))
    assert path == "/concepts/luoguan?done=restored"
    assert glossary.termbase["luoguan"] == glossary.termbase.builtin.get("luoguan")
    assert not html.fromstring(get(server, PATH)).xpath(BACK)
    # That can be undone too.
    post(server, "/concepts/luoguan/restore", {**fields_of(get(server, path), UNDO), "do": "undo"})
    assert glossary.termbase["luoguan"].gloss == "Mine."
