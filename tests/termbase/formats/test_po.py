"""PO files: read into a memory, and filled in from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.translate.pretranslate import pretranslate
from termbase.errors import InputError, Problem
from termbase.formats.bilingual import SegmentTranslation
from termbase.formats.po.fill import job
from termbase.formats.po.parser import parse, read_units
from termbase.memory import Memory
from termbase.memory.files import import_file
from termbase.model.unit import TranslationUnit

HEADER = r"""# A title.
msgid ""
msgstr ""
"Language: zh_CN\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
PO = (
    HEADER
    + r"""# A remark.
#. For translators.
#: a.c:1
#, c-format
msgctxt "menu"
msgid "Open “%s”"
msgstr "打开“%s”"

msgid ""
"two\n"
"lines\t\"quoted\"\\ \303\251\x41"
msgstr "两\n行"

#, fuzzy
#| msgid "Old"
msgid "New"
msgstr "旧"

msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d 个文件"

msgid "Untranslated"
msgstr ""

# Of what is obsolete.
#, fuzzy
#~ msgid "gone"
#~ msgstr "没了"
"""
)


def read(tmp_path: Path, text: str) -> tuple[list[TranslationUnit], list[Problem]]:
    path = tmp_path / "a.po"
    path.write_text(text, encoding="utf-8", newline="")
    skipped: list[Problem] = []
    return [found.unit for found in read_units(path, skipped.append)], skipped


def test_read_units(tmp_path: Path) -> None:
    units, skipped = read(tmp_path, PO)
    assert [(unit.source, unit.target) for unit in units] == [
        ("Open “%s”", "打开“%s”"),
        ('two\nlines\t"quoted"\\ éA', "两\n行"),
        ("%d files", "%d 个文件"),
    ]
    assert (units[0].properties, units[0].notes) == ({"msgctxt": "menu"}, ("A remark.",))
    assert {(unit.source_language, unit.target_language) for unit in units} == {("en", "zh_CN")}
    assert [(problem.code, problem.line) for problem in skipped] == [
        ("unconfirmed", 23), ("untranslated", 30),
    ]  # fmt: skip


PLURALS = [
    (["甲"], [("many", "甲")]),
    (["a", "b"], [("one", "a"), ("many", "b")]),
    (["a", "b", "c"], [("one", "a"), ("many", "c")]),
]


@pytest.mark.parametrize(("forms", "expected"), PLURALS)
def test_plurals(tmp_path: Path, forms: list[str], expected: list[tuple[str, str]]) -> None:
    said = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    units, _ = read(tmp_path, f'msgid "one"\nmsgid_plural "many"\n{said}')
    assert [(unit.source, unit.target) for unit in units] == expected


def test_languages_are_guessed(tmp_path: Path) -> None:
    (unit,), _ = read(tmp_path, 'msgid "裸官"\nmsgstr "naked official"\n')
    assert (unit.source_language, unit.target_language) == ("zh", "en")
    header = 'msgid ""\nmsgstr "Language: de\\nX-Source-Language: en_GB\\n"\n\n'
    (unit,), _ = read(tmp_path, header + 'msgid "a"\nmsgstr "b"\n')
    assert (unit.source_language, unit.target_language) == ("en_GB", "de")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('msgid "a\nmsgstr ""', "a.po:1: a string that does not end"),
        ('msgid "a"\nmsgstr ""\nrubbish', "a.po:3: not a line of a PO file: rubbish"),
        ('"a"\n', "a.po:1: not a line"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""', "a.po:3: not a line"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[' + "9" * 5000 + '] ""', "a.po:3: not a line"),
        ('msgctxt "a"\nmsgstr ""', "a.po:1: a message without msgid"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"', "unknown encoding 'klingon'"),
    ],
)  # fmt: skip
def test_bad_files(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "bad",
    [
        'msgid "b"\nmsgstr "坏',
        'msgid "b"\nmsgstr "坏\n了"',
        'msgid "b\nmsgstr "坏"',
        'msgid "b"\nmsgid "c"\nmsgstr "坏"',
    ],
)  # fmt: skip
def test_bad_messages_are_left_out(tmp_path: Path, bad: str) -> None:
    """Each costs one message, wherever it is; who imports the file decides whether it goes in."""
    for text in (f'{bad}\n\nmsgid "a"\nmsgstr "好"\n', f'msgid "a"\nmsgstr "好"\n\n{bad}\n'):
        (unit,), problems = read(tmp_path, text)
        assert (unit.source, unit.target) == ("a", "好")
        assert [problem.code for problem in problems] == ["malformed"]


def fill(text: str, **given_: SegmentTranslation) -> str:
    """A file with messages filled in, by their text."""
    one = job(text.encode(), "a.po")
    translations = {
        n: given_[s.source.strip()]
        for n, s in enumerate(one.segments)
        if s.source.strip() in given_
    }
    assert all(one.segments[number].is_open for number in translations)
    data, problems = one.fill(translations)
    assert problems == ()
    return data.decode()


EXACT = SegmentTranslation("译", ("译",), 100)
FUZZY = SegmentTranslation("译", ("译",), 80, previous="be\nfore")
TERM = SegmentTranslation("译", ("译",), from_glossary=True)
CASES = [
    ('msgid "a"\nmsgstr ""\n', EXACT, 'msgid "a"\nmsgstr "译"\n'),
    ('#: x\nmsgid "a"\nmsgstr ""', FUZZY,
     '#: x\n#, fuzzy\n#| msgid ""\n#| "be\\n"\n#| "fore"\nmsgid "a"\nmsgstr "译"'),
    ('#, c-format\r\nmsgctxt "c"\r\nmsgid "a"\r\nmsgstr ""\r\n\r\n# end', FUZZY,
     '#, fuzzy, c-format\r\n#| msgid ""\r\n#| "be\\n"\r\n#| "fore"\r\nmsgctxt "c"\r\nmsgid "a"\r\nmsgstr "译"\r\n\r\n# end'),
    ('#, fuzzy\n#| msgid "o"\nmsgid "a"\nmsgstr ""\n', EXACT, '#, fuzzy\n#| msgid "o"\nmsgid "a"\nmsgstr "译"\n'),
    ('#| msgid "o"\nmsgid "a"\nmsgstr ""\n', TERM, '#, fuzzy\n#| msgid "o"\nmsgid "a"\nmsgstr "译"\n'),
    # Line breaks stand around a translation as around its source.
    ('msgid ""\n"\\n"\n"a\\n"\nmsgstr ""\n"" \n', EXACT, 'msgid ""\n"\\n"\n"a\\n"\nmsgstr ""\n"\\n"\n"译\\n"\n'),
    ('msgid "x"\nmsgid_plural "a"\nmsgstr[0] ""\n', EXACT, 'msgid "x"\nmsgid_plural "a"\nmsgstr[0] "译"\n'),
    ('msgid "a"\nmsgstr ""\n', SegmentTranslation('"\\\t\u2028', ('',), 100), 'msgid "a"\nmsgstr "\\"\\\\\\t\u2028"\n'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given_", "expected"), CASES)
def test_fill(text: str, given_: SegmentTranslation, expected: str) -> None:
    assert fill(text, a=given_) == expected
    header = HEADER.replace("\n", "\r\n") if "\r\n" in text else HEADER
    assert fill(header + text, a=given_) == header + expected


def test_plural_forms_are_filled_in_all_or_none() -> None:
    text = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    assert fill(text, a=EXACT, b=FUZZY).startswith("#, fuzzy\nmsgid")
    data, (problem,) = job(text.encode(), "a.po").fill({0: EXACT})
    assert (data.decode(), problem.code) == (text, "plural")
    more = job(f'{text}msgstr[2] ""\n'.encode(), "a.po")
    assert not any(segment.is_open for segment in more.segments)


def test_encoding_is_kept() -> None:
    header = HEADER.replace("UTF-8", "GB2312")
    text = header + 'msgid "a"\nmsgstr ""\n'
    data, _ = job(text.encode("gb2312"), "a.po").fill({0: EXACT})
    assert data.decode("gb2312") == header + 'msgid "a"\nmsgstr "译"\n'
    one = job(text.encode("gb2312"), "a.po")
    with pytest.raises(InputError, match=r"the charset GB2312 cannot encode '𠮷'"):
        one.fill({0: SegmentTranslation("𠮷", ("𠮷",), 100)})
    marked = b"\xef\xbb\xbf" + (HEADER + 'msgid "a"\nmsgstr ""\n').encode()
    assert job(marked, "a.po").fill({0: EXACT})[0].startswith(b"\xef\xbb\xbf# A title.")


_string = st.text(st.sampled_from('a"\\\n\t译𠮷 %\u2028\r'), max_size=6)
_entry = st.tuples(_string.filter(str.strip), _string, st.sampled_from(["", "#, c-format\n", "# n\n"]))  # fmt: skip


def quoted(text: str) -> str:
    for char, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):  # fmt: skip
        text = text.replace(char, written)
    return f'"{text}"'


def untouched(text: str) -> list[str]:
    return [line for line in text.split("\n") if not line.startswith(("msgstr", '"', "#,", "#|"))]


@given(entries=st.lists(_entry, max_size=4), translation=_string.filter(str.strip))
def test_only_msgstr_changes(entries: list[tuple[str, str, str]], translation: str) -> None:
    text = HEADER + "\n".join(
        f"{comment}msgid {quoted(source)}\nmsgstr {quoted(target)}\n"
        for source, target, comment in entries
    )
    one = job(text.encode(), "x")
    assert one.fill({}) == (text.encode(), ())
    open_ones = {n for n, segment in enumerate(one.segments) if segment.is_open}
    assert open_ones == {n for n, (_, target, _) in enumerate(entries) if not target}
    done = SegmentTranslation(translation.strip(), (), 80, previous=translation)
    data, _ = one.fill(dict.fromkeys(open_ones, done))
    before, after = parse(text.encode(), "x"), parse(data, "x")
    for number, (old, new) in enumerate(zip(before.entries, after.entries, strict=True)):
        assert old.fields["msgid"].text == new.fields["msgid"].text
        if number in open_ones:
            assert new.fields["msgstr"].text.strip() == translation.strip()
            assert "fuzzy" in new.flags
        else:
            assert old.fields["msgstr"].text == new.fields["msgstr"].text
    assert untouched(data.decode()) == untouched(text)
    assert job(data, "x").fill({}) == (data, ())


def test_fill_from_a_memory(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(PO, encoding="utf-8")
    new = HEADER + "".join(
        f'{context}msgid "{source}"\nmsgstr ""\n\n'
        for context, source in [
            ('msgctxt "menu"\n', "Open “%s”"), ('msgctxt "other"\n', "Open “%s”"), ("", "%d filed"),
        ]
    )  # fmt: skip
    with Memory(tmp_path / "m.db") as memory:
        assert import_file(memory, tmp_path / "a.po").added == 3
        one = job(new.encode(), "b.po")
        found = pretranslate(memory, None, one.segments, 60)
        made = {s.number: s.translation for s in found if s.translation}
    data, _ = one.fill(made)
    assert data.decode() == HEADER + (
        'msgctxt "menu"\nmsgid "Open “%s”"\nmsgstr "打开“%s”"\n\n'
        # The same text in another context may have another translation.
        '#, fuzzy\nmsgctxt "other"\nmsgid "Open “%s”"\nmsgstr "打开“%s”"\n\n'
        '#, fuzzy\n#| msgid "%d files"\nmsgid "%d filed"\nmsgstr "%d 个文件"\n\n'
    )


def test_a_plural_without_plural_translations() -> None:
    text = b'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n'
    (entry,) = parse(text, "x").entries
    assert [(source, field.text) for source, field in entry.forms] == [("a", "c")]
