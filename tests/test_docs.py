"""The examples in the README and in docs/ are run; what they show is what happens.

Three kinds of code blocks are tests:

* ``python``: run in order, one namespace a page. A ``text`` block that follows is its output.
* ``console``: each line that begins with ``$`` is run by a shell, one folder a page; the lines
  below it are its output. A line that is only ``…`` matches any number of lines.
* ``sh``: not run, but every command and option of ours in it has to exist.

``pytest tests/test_docs.py --update-goldens`` writes the outputs anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

import glossary
import termbase
from glossary.cli import cli
from termbase.formats import FORMATS

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_GAP = "…"


@dataclass(frozen=True)
class Block:
    """A fenced code block: its language, its text, and the offsets of the text in the page."""

    language: str
    text: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    return [Block(m[1], m[2], m.start(2), m.end(2)) for m in _BLOCK.finditer(page)]


def with_blocks(language: str) -> list[Path]:
    return [
        path
        for path in PAGES
        if any(block.language == language for block in blocks(path.read_text(encoding="utf-8")))
    ]


def page_id(path: Path) -> str:
    return str(path.relative_to(ROOT))


def matches(expected: str, actual: str) -> bool:
    parts = [
        ".*" if line == _GAP else re.escape(line) for line in expected.rstrip("\n").split("\n")
    ]
    return bool(re.fullmatch("\n".join(parts), actual.rstrip("\n"), re.DOTALL))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples, in which a page's code runs; `glossary` is on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "work/examples")
    programs = tmp_path / "bin"
    programs.mkdir()
    script = programs / "glossary"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m glossary "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("GLOSSARY_BASE", str(tmp_path / "own.db"))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


class Page:
    """A page whose outputs are compared with what happens, or written anew."""

    def __init__(self, path: Path, *, update: bool) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.update = update
        self._changes: list[tuple[int, int, str]] = []

    def compare(self, block: Block, expected: str, actual: str, offset: int) -> None:
        if matches(expected, actual):
            return
        assert self.update, (
            f"{page_id(self.path)}: expected\n{expected}\n--- but this is the output:\n{actual}"
        )
        start = block.start + offset
        self._changes.append((start, start + len(expected), actual.rstrip("\n") + "\n"))

    def save(self) -> None:
        for start, end, text in reversed(self._changes):
            self.text = self.text[:start] + text + self.text[end:]
        if self._changes:
            self.path.write_text(self.text, encoding="utf-8")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("path", with_blocks("python"), ids=page_id)
def test_python_prints_what_is_shown(path: Path, update: bool) -> None:
    page = Page(path, update=update)
    namespace: dict[str, object] = {"__name__": "__main__"}
    found = [block for block in blocks(page.text) if block.language in ("python", "text")]
    for number, block in enumerate(found):
        if block.language != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.text, page_id(path), "exec"), namespace)
        following = found[number + 1] if number + 1 < len(found) else None
        if following is not None and following.language == "text":
            page.compare(following, following.text, printed.getvalue(), 0)
        else:
            assert printed.getvalue() == "", f"{page_id(path)}: output that the page does not show"
    page.save()


@pytest.mark.usefixtures("folder", "compiled")
@pytest.mark.parametrize("path", with_blocks("console"), ids=page_id)
def test_commands_print_what_is_shown(path: Path, update: bool) -> None:
    page = Page(path, update=update)
    for block in blocks(page.text):
        if block.language != "console":
            continue
        for command in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
            done = subprocess.run(
                ["/bin/sh", "-c", command[1]],
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            # A terminal shows both streams; messages come after the result here.
            shown = done.stdout + done.stderr
            assert done.returncode in (0, 1, 3), f"{command[1]}: {shown}"
            page.compare(block, command[2], shown, command.start(2))
    page.save()


def shown_commands() -> Iterator[tuple[Path, str]]:
    for path in with_blocks("sh"):
        for block in blocks(path.read_text(encoding="utf-8")):
            if block.language == "sh":
                for line in block.text.splitlines():
                    for command in re.split(r"&&|\|", line.partition(" #")[0]):
                        if command.strip().startswith("glossary "):
                            yield path, command.strip()


@pytest.mark.parametrize(("path", "command"), list(shown_commands()), ids=str)
def test_commands_and_options_exist(path: Path, command: str) -> None:
    _, *args = shlex.split(command)
    reached: click.Command = cli
    options = {name for parameter in cli.params for name in parameter.opts}
    for arg in args:
        # What is neither an option nor a command is a value.
        if isinstance(reached, click.Group) and arg in reached.list_commands(click.Context(cli)):
            reached = reached.get_command(click.Context(cli), arg) or reached
            options |= {name for parameter in reached.params for name in parameter.opts}
    assert not isinstance(reached, click.Group), f"{page_id(path)}: {command}"
    given = {arg.partition("=")[0] for arg in args if arg.startswith("-") and arg != "-"}
    assert given <= options, f"{page_id(path)}: {command}"


def test_every_format_has_a_page() -> None:
    pages = {path.stem for path in (ROOT / "docs/formats").glob("*.md")} - {"index"}
    named = {
        name
        for path in (ROOT / "docs/formats").glob("*.md")
        for name in re.findall(r"`([a-z0-9-]+)`", path.read_text(encoding="utf-8"))
    }
    assert set(FORMATS) <= named
    assert {"tmx", "po", "xliff", "tbx", "csv", "json"} <= pages


def test_every_public_name_is_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\.\. auto\w+:: glossary\.(\w+)$", reference, re.MULTILINE))
    assert set(glossary.__all__) - {"__version__"} <= shown
    reference = (ROOT / "docs/reference/termbase.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\.\. auto\w+:: termbase\.(\w+)$|`(\w+)`", reference, re.MULTILINE))
    assert set(termbase.__all__) <= {name for names in shown for name in names}


def test_links_to_files_lead_somewhere() -> None:
    broken = [
        f"{page_id(path)}: {target}"
        for path in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]
    assert broken == []
