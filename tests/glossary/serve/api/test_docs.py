"""The examples of docs/reference/http-api.md, sent as curl sends them, and its table.

``pytest … --update-goldens`` writes the outputs and the table anew.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from glossary.serve.api.operation import Operation
from glossary.serve.api.operations import OPERATIONS, openapi_document
from termbase.store.accounts import Role
from tests.glossary.serve.api.conftest import Response
from tests.glossary.serve.conftest import Server
from tests.test_docs import ROOT, matches

PAGE = ROOT / "docs/reference/http-api.md"
_EXAMPLE = re.compile(r"^\$ (curl .*)\n((?:(?!\$ |```).*\n)*)", re.MULTILINE)
_BLOCK = re.compile(r"^```shell-session\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"(<!-- operations -->\n).*?(<!-- /operations -->)", re.DOTALL)
FILES = {"article.md": "# 他是裸官。\n"}


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


def curl(server: Server, command: str) -> str:
    """Return what curl would print."""
    _, *words = shlex.split(command.replace("$TOKEN", server.tokens[Role.EDITOR]))
    method, headers, url, shows_head = "", {}, "", False
    options: dict[str, Any] = {}
    while words:
        word = words.pop(0)
        if word == "-i":
            shows_head = True
        elif word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "--json":
            options["json"] = json.loads(words.pop(0))
        elif word in ("--data-urlencode", "-d"):
            name, _, value = words.pop(0).partition("=")
            options.setdefault("params", {})[name] = value
        elif word == "-G":
            method = "GET"
        elif word == "-F":
            name, _, value = words.pop(0).partition("=")
            if value.startswith("@"):
                options["files"] = {name: (value[1:], FILES[value[1:]].encode())}
            else:
                options.setdefault("data", {})[name] = value
        else:
            url = word
    sends = "json" in options or "files" in options
    # The client has the host of the fixture, and so the port of the page is nothing to it.
    path = url.removeprefix("http://127.0.0.1:8765")
    answer = server.client.request(
        method or ("POST" if sends else "GET"), path, headers=headers, **options
    )
    return (head(answer) if shows_head else "") + body(answer)


def head(answer: Response) -> str:
    shown = [f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"]
    shown += [f"{key}: {answer.headers[key]}" for key in ("content-type",)]
    return "\n".join(shown) + "\n…\n\n"


def body(answer: Response) -> str:
    """Return a body; JSON, which is one line, in a form that people read."""
    if not answer.headers["content-type"].partition(";")[0].endswith("json"):
        return f"{answer.text.rstrip()}\n"
    return json.dumps(answer.json(), ensure_ascii=False, indent=1) + "\n"


def test_examples_print_what_is_shown(server: Server, update: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")

    def example(found: re.Match[str]) -> str:
        printed = curl(server, found[1])
        if not update:
            assert matches(found[2], printed), f"{found[1]}\n{printed}"
        return f"$ {found[1]}\n{found[2] if matches(found[2], printed) else printed}"

    written = _BLOCK.sub(lambda block: _EXAMPLE.sub(example, block[0]), page)
    assert len(_EXAMPLE.findall(page)) >= 8
    if update:
        PAGE.write_text(written, encoding="utf-8")


def row(one: Operation) -> str:
    marks = {
        "ETag": one.uses_etag and one.method != "GET",
        "key": one.is_repeatable,
        "form": one.form is not None,
    }
    shown = ", ".join(name for name, is_so in marks.items() if is_so)
    return f"| `{one.method} {one.path}` | {one.role} | {one.summary} | {shown} |"


def test_the_table_has_all_operations(update: bool) -> None:
    header = "| operation | role | does | takes |\n|---|---|---|---|\n"
    table = header + "\n".join(map(row, OPERATIONS)) + "\n"
    page = PAGE.read_text(encoding="utf-8")
    written = _TABLE.sub(lambda found: f"{found[1]}{table}{found[2]}", page)
    if update:
        PAGE.write_text(written, encoding="utf-8")
    assert page == written or update


def test_the_page_says_what_the_errors_are(server: Server) -> None:
    del server
    page = Path(PAGE).read_text(encoding="utf-8")
    named = {int(number) for row in re.findall(r"^\| ([\d, ]+) \|", page, re.MULTILINE)
             for number in row.split(", ")}  # fmt: skip
    documented = {
        int(status)
        for path in openapi_document()["paths"].values()
        for one in path.values()
        for status in one["responses"]
        if status >= "400"
    }
    assert documented <= named
