"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_the_picture_is_there() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).stat().st_size > 10_000
