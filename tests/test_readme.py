"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from termbase.builtin import authored_concepts
from termbase.formats import FORMATS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_python_shown_prints_what_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("python")
    (expected,) = blocks("text")
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == expected


def console() -> list[tuple[str, str]]:
    return [
        (command, output)
        for block in blocks("console")
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.mark.parametrize(("command", "expected"), console())
def test_the_commands_shown_print_what_is_shown(command: str, expected: str) -> None:
    program, *args = shlex.split(command)
    assert program == "glossary"
    run = [sys.executable, "-m", "glossary", *args]
    out = subprocess.run(
        run, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert out.stdout.rstrip("\n") == expected.rstrip("\n")


def test_every_other_command_shown_is_one(tmp_path: Path) -> None:
    """Options and arguments are right, whatever the files."""
    from click.testing import CliRunner

    from glossary.cli import cli

    (lines,) = [block for block in blocks("sh") if "glossary lookup" in block]
    commands = [part for line in lines.splitlines() for part in line.split("#")[0].split("&&")]
    assert len(commands) > 8
    for command in commands:
        program, name, *args = shlex.split(command)
        assert program == "glossary"
        result = CliRunner().invoke(cli, [name, *args, "--help"])
        assert result.exit_code == 0, command
        options = {arg for arg in args if arg.startswith("-")}
        assert all(option in result.output for option in options), command


def test_what_formats_lose_is_what_is_lost() -> None:
    """Of the formats that hold most; benchmarks/losses.py --write renews the table."""
    spec = spec_from_file_location("losses", ROOT / "benchmarks/losses.py")
    assert spec
    assert spec.loader
    losses = module_from_spec(spec)
    spec.loader.exec_module(losses)
    table = README.partition(losses.BEGIN)[2].partition(losses.END)[0]
    shown = {
        name: row.split(" | ")[1].removesuffix(" |")
        for row in table.splitlines()[2:]
        for name in re.findall("`([^`]+)`", row)
    }
    assert set(shown) == {
        name for name, format in FORMATS.items() if format.reads and format.writes
    }
    concepts = authored_concepts()
    for name in ("csv", "xlsx", "json", "tbx", "tbx2"):
        assert losses.lost_in(concepts, name) == shown[name]


def test_the_picture_is_there() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).stat().st_size > 10_000
