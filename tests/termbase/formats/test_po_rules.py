"""The rules of PO: files that break them, and files that keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from termbase.errors import InputError
from termbase.formats.rules import check_of

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


def problems(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    path = tmp_path / "a.po"
    path.write_text(text, encoding="utf-8")
    check = check_of(path)
    assert check is not None
    return [(problem.code, problem.line) for problem in check.run(path)]


GOOD = [
    HEADER,
    HEADER + 'msgid "official"\nmsgstr "官员"\n',
    HEADER + 'msgid "official"\nmsgstr ""\n',
    HEADER + 'msgctxt "rank"\nmsgid "official"\nmsgstr "官员"\n\nmsgid "official"\nmsgstr "正式"\n',
    HEADER + 'msgid "an official"\nmsgid_plural "officials"\nmsgstr[0] "官员"\n',
    HEADER + 'msgid "a\\n"\nmsgstr "甲\\n"\n',
    HEADER + '#, fuzzy\nmsgid "a\\n"\nmsgstr "甲"\n',
    HEADER + '#~ msgid "old"\n#~ msgstr "旧"\n',
]
BAD = [
    ('msgid "a"\nmsgstr "甲"\n', [("missing-header", 1)]),
    ('msgid ""\nmsgstr "Language: zh\\n"\n', [("missing-charset", 1)]),
    (HEADER + 'msgid "a"\nmsgstr "甲"\n\nmsgid "a"\nmsgstr "乙"\n', [("duplicate-message", 9)]),
    (HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr "甲"\n', [("plural-forms", 6)]),
    (HEADER + 'msgid "a"\nmsgstr[0] "甲"\n', [("plural-forms", 6)]),
    (
        HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "甲"\nmsgstr[1] "乙"\n',
        [("plural-forms", 6)],
    ),
    (HEADER + 'msgid "a\\n"\nmsgstr "甲"\n', [("line-break", 7)]),
    (HEADER + 'msgid "a"\nmsgstr "\\n甲"\n', [("line-break", 7)]),
]


def test_a_number_of_thousands_of_digits(tmp_path: Path) -> None:
    header = HEADER.replace("nplurals=1", "nplurals=" + "9" * 5000)
    text = header + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "甲"\n'
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize("text", GOOD)
def test_what_keeps_the_rules(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_what_breaks_them(tmp_path: Path, text: str, expected: list[tuple[str, int]]) -> None:
    assert problems(tmp_path, text) == expected


def test_what_is_no_po(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.po:7: a string that does not end"):
        problems(tmp_path, HEADER + 'msgid "a"\nmsgstr "甲\n')
