"""Messages of the library in the language of the reader."""

from __future__ import annotations

import ast
import pickle
import re
import tomllib
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

import glossary
from glossary.serve.pages.render import LANGUAGES, told
from glossary.validation import validate_concept
from termbase.errors import NotFound, Outdated, Problem
from termbase.messages import Message, about, message_of
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

ROOT = Path(glossary.__file__).parents[1]
CHINESE = [language for language in LANGUAGES if language != "en"]
# Their names in later versions of Python.
PHRASES = {*(status.phrase for status in HTTPStatus), "Content Too Large", "Unprocessable Content"}


def catalogue(language: str) -> dict[str, str]:
    path = ROOT / f"glossary/serve/pages/messages/library.{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def constants(folder: str) -> Iterator[str]:
    """Yield all strings in the code of a folder."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def templates(folder: str) -> Iterator[str]:
    """Yield the messages in the code of a folder: given as such, or called a template."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
                given: ast.AST = node.args[0]
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "template":
                given = node.value
            else:
                continue
            for part in ast.walk(given):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_every_message_of_a_check_is_there_in_every_language() -> None:
    known, other = map(catalogue, CHINESE)
    assert known.keys() == other.keys()
    made = set(templates("termbase/validation"))
    assert len(made) > 35
    assert made <= known.keys()
    assert known.keys() <= {*constants("termbase"), *constants("glossary"), *PHRASES}


@pytest.mark.parametrize("language", CHINESE)
def test_a_translation_has_the_values_of_its_template(language: str) -> None:
    for template, text in catalogue(language).items():
        assert not re.search(r"![rsa]", text)
        # Not every value is needed.
        assert set(re.findall(r"{(\w+)", text)) <= set(re.findall(r"{(\w+)", template))


def test_a_message_is_text_that_survives_a_process() -> None:
    message = about("luoguan", Message("{name!r} is <{size:,}>", name="x", size=2000))
    assert message == "luoguan: 'x' is <2,000>"
    again = pickle.loads(pickle.dumps(NotFound(message)))
    assert message_of(again) == str(again) == message
    assert message_of(again).values["message"].template == "{name!r} is <{size:,}>"  # type: ignore[attr-defined]
    assert message_of(ValueError("a", 1)) == "('a', 1)"


@pytest.mark.parametrize(
    ("message", "hans", "hant"),
    [
        (Message("concept not found: {name!r}", name="{x}"), "找不到概念“{x}”", "找不到概念「{x}」"),
        (about("裸官", Message("no pinyin")), "裸官：没有拼音", "裸官：沒有拼音"),
        (message_of(Outdated("luoguan", 1, 2)), "概念 luoguan 已有更新的版本；请查看当前版本，在其上修改",
         "概念 luoguan 已有更新的版本；請查看目前版本，在其上修改"),
        (Message("{field} filled", field="pinyin of 裸官"), "拼音: 裸官：填入", "拼音: 裸官：填入"),
        (Message("proposal {number} was {status} already", number=3, status="rejected"),
         "提议 3 先前决定：已拒绝", "提案 3 先前決定：已拒絕"),
        ("this needs a token or a session", "请先登录", "請先登入"),
        ("terms.csv:7: a row of 3 cells", "terms.csv:7: a row of 3 cells", "terms.csv:7: a row of 3 cells"),
    ],
)  # fmt: skip
def test_messages(message: str, hans: str, hant: str) -> None:
    assert [told(language, message) for language in LANGUAGES] == [message, hans, hant]


def test_problems_of_a_stored_concept(glossary: glossary.Glossary) -> None:
    problems = validate_concept(glossary.termbase, glossary.termbase["neijuan"])
    assert Problem("no-gloss", "neijuan: no gloss") in problems


@pytest.mark.parametrize(
    ("path", "data", "shown"),
    [
        ("/concepts/nothing", None, "404 找不到"),
        ("/concepts/nothing", None, "找不到概念“nothing”"),
        ("/users", None, "需要“管理员”角色；editor 的角色是“编辑”"),
        ("/check", {"source": ""}, "需要两个文本，或一个双语文件"),
        ("/new/check", {"chinese": "躺平", "english": "lie flat"}, "没有英文释义"),
        ("/new/check", {"chinese": "abc", "english": "lie flat"}, "“abc”中没有汉字"),
        ("/new/check", {"chinese": "内卷", "english": ""}, "内卷 也是概念 neijuan 的术语"),
    ],
)
def test_pages_in_chinese(
    server: Server, path: str, data: dict[str, str] | None, shown: str
) -> None:
    headers = {"Accept-Language": "zh-CN", "Accept": "text/html", **server.headers(Role.EDITOR)}
    answer = server.client.request("POST" if data else "GET", path, data=data, headers=headers)
    assert shown in answer.text
