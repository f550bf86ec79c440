"""The habits that docs/style.md rules out and that can be checked, in the packages and their tests."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path for name in ("termbase", "glossary", "tests") for path in (ROOT / name).rglob("*.py")
)

# A docstring is a noun phrase or an imperative, not a relative clause.
OPENING = re.compile(r"(?:What|Whether|How|Where|When|Which|Who)\b")
# "is no longer" and "there is no" are ordinary English, and so is "stands for".
WORDS = re.compile(
    r"\b(?:stands(?! for)|stood|besides|told|of no matter|all the same"
    r"|(?<!there )(?:is|are) no (?!longer\b)\w+)\b",
    re.IGNORECASE,
)
# Files that quote the words.
ALLOWED = {"tests/test_style.py"}


def findings(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line, from 1, and the words of each bad habit in a Python file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            docstring = ast.get_docstring(node) or ""
            if match := OPENING.match(docstring):
                yield getattr(node, "lineno", 1), match[0]
        # A string without a space is a name or a word of the data.
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield from ((node.lineno, match[0]) for match in WORDS.finditer(node.value))
    for token in tokenize.generate_tokens(iter(source.splitlines(keepends=True)).__next__):
        if token.type == tokenize.COMMENT:
            yield from ((token.start[0], match[0]) for match in WORDS.finditer(token.string))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_follows_the_style_guide(path: Path) -> None:
    """Docstrings open with a noun or a verb; no words that the guide replaces."""
    name = path.relative_to(ROOT).as_posix()
    if name not in ALLOWED:
        assert list(findings(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('"""What it is."""', ["What"]),
        ('class A:\n    """Whether."""', ["Whether"]),
        ('def f():\n    """How it goes."""', ["How"]),
        ('raise ValueError("a is no b")', ["is no b"]),
        ("# It stands here, all the same.", ["stands", "all the same"]),
        ('"""Return what it stands for; it is no longer there, and there is no other."""', []),
    ],
)
def test_the_check_itself(source: str, words: list[str]) -> None:
    """It finds each habit, and leaves ordinary English alone."""
    assert [found for _, found in findings(source)] == words
