"""Subtitles: what is text in a cue, notes in it, and everything else as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import cast

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.documents import as_html, parse, read
from glossary.documents.registry import remove_annotations
from glossary.views.options import Notes
from glossary.views.registry import Output
from termbase.errors import InputError
from tests.glossary.documents.contract import DocumentContract, Paragraphs

ASS = """[Script Info]
Title: 裸官
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,D,,0,0,0,,裸官
Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,{text}
"""


def of(format: str, text: str) -> str:
    """A file with one cue."""
    if format == "ass":
        return ASS.replace("{text}", text)
    if format == "vtt":
        return f"WEBVTT - 裸官\n\nNOTE 裸官\n\n裸官\n00:01.000 --> 00:02.000 line:0\n{text}\n"
    return f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"


class SubtitleContract(DocumentContract):
    """The contract of subtitles; each paragraph is a cue, each run in a tag of its own."""

    is_whole = False
    run = "<i>{}</i>"

    def make(self, paragraphs: Paragraphs) -> bytes:
        cues = ["".join(self.run.format(self.escaped(run)) for run in runs) for runs in paragraphs]
        return self.file(cues).encode()

    def file(self, cues: Sequence[str]) -> str:
        return "\n".join(of(self.format, cue) for cue in cues)

    def escaped(self, text: str) -> str:
        return text

    def count_notes(self, data: bytes) -> int:
        """The number of notes; a line has several, with dots between them."""
        return sum(1 + note.count(" · ") for note in re.findall(self.note, data.decode()))

    note: str


class TestSRT(SubtitleContract):
    format = "srt"
    note = "<u></u>([^<]*)<u></u>"


class TestVTT(SubtitleContract):
    format = "vtt"
    note = "<c.zg>([^<]*)</c>"

    def escaped(self, text: str) -> str:
        return escape(text)


class TestASS(SubtitleContract):
    format = "ass"
    note = r"\{zg\}([^{]*)\{zg\}"
    run = "{{\\i1}}{}"

    def file(self, cues: Sequence[str]) -> str:
        event = ASS.splitlines()[-1]
        head = ASS.removesuffix(event + "\n")
        return head + "".join(event.replace("{text}", cue) + "\n" for cue in cues)

    def escaped(self, text: str) -> str:
        return text.translate({ord("{"): "（", ord("}"): "）", ord("\\"): "／"})


def cue_of(format: str, source: str) -> str:
    """The text of the one cue in a file."""
    start = source.index(",,0,0,0,,", source.rindex("Dialogue")) + 9 if format == "ass" else 0
    if not start:
        start = source.index("\n", source.index("-->")) + 1
    return source[start:].removesuffix("\n")


TEXTS = [
    ("srt", "裸官外逃", "裸官外逃"),
    ("srt", "{\\an8}裸<i>官</i>外逃", "裸官外逃"),
    ("srt", '<font color="#fff">a</font> < b > c', "a < b > c"),
    ("srt", "一\n\n二", "一\n二"),
    ("srt", "12\n-->", "12\n-->"),
    ("vtt", "<v 王>裸<00:01.500><c.x>官</c>&amp;外逃", "裸官&外逃"),
    ("vtt", "<ruby>裸官<rt>x</rt></ruby>外\n逃&lrm;", "裸官外\n逃"),
    ("vtt", "a &nbsp;&unknown; b", "a \xa0&unknown; b"),
    ("vtt", "a <b", "a "),
    ("ass", r"{\k20}裸{\k30}官,外\N逃\h{x}", "裸官,外\n逃\xa0"),
    ("ass", r"{\p1}m 0 0 l 1 1{\p0}裸官", "裸官"),
    ("ass", r"{\pos(1,1)}裸官 { x", "裸官 { x"),
]


@pytest.mark.parametrize(("format", "text", "expected"), TEXTS)
def test_the_text_of_a_cue(format: str, text: str, expected: str) -> None:
    assert [block.text for block in parse(of(format, text), format).blocks] == [expected]


NOTES = [
    ("srt", "裸官外逃", {}, "裸官<u></u>（naked official）<u></u>外逃"),
    ("srt", "裸<i>官</i>外逃", {}, "裸<i>官<u></u>（naked official）<u></u></i>外逃"),
    ("srt", "裸\n官", {}, "裸\n官<u></u>（naked official）<u></u>"),
    ("srt", "the CCDI said", {}, "the CCDI<u></u> (中央纪律检查委员会)<u></u> said"),
    ("srt", "裸官", {"gloss": "none"}, "裸官<u></u>（luǒguān）<u></u>"),
    ("srt", "裸官", {"notes": "footnotes"}, "裸官<u></u>\n裸官 luǒguān: naked official<u></u>"),
    ("srt", "裸官 (naked official)", {}, "裸官 (naked official)"),
    ("srt", "他们是裸官。\nThey are all abroad now.", {}, "他们是裸官。\nThey are all abroad now."),
    ("srt", "他们是裸官。\nNATO", {}, "他们是裸官<u></u>（naked official）<u></u>。\nNATO"),
    ("srt", "裸官裸官", {}, "裸官<u></u>（naked official）<u></u>裸官"),
    (
        "srt", "裸官裸官", {"mentions": "all"},
        "裸官<u></u>（naked official）<u></u>裸官<u></u>（naked official）<u></u>",
    ),
    ("vtt", "<c>裸官</c>外逃", {}, "<c>裸官<c.zg>（naked official）</c></c>外逃"),
    (
        "vtt", "裸官外逃", {"notes": "ruby"},
        "<ruby.zg>裸官<rt>luǒguān</rt></ruby><c.zg>（naked official）</c>外逃",
    ),
    (
        "vtt", "裸官外逃", {"notes": "ruby", "gloss": "none"},
        "<ruby.zg>裸官<rt>luǒguān</rt></ruby>外逃",
    ),
    ("vtt", "裸<b>官</b>", {"notes": "ruby"}, "裸<b>官<c.zg>（naked official）</c></b>"),
    (
        "vtt", "<ruby>裸官<rt>x</rt></ruby>外逃", {"notes": "ruby"},
        "<ruby>裸官<rt>x</rt></ruby><c.zg>（naked official）</c>外逃",
    ),
    ("ass", r"{\k9}裸{\k9}官\N外逃", {}, r"{\k9}裸{\k9}官{zg}（naked official）{zg}\N外逃"),
    ("ass", "裸官", {"notes": "footnotes"}, r"裸官{zg}\N裸官 luǒguān: naked official{zg}"),
]  # fmt: skip


@pytest.mark.parametrize(("format", "text", "options", "expected"), NOTES)
def test_notes(
    small: Glossary, format: str, text: str, options: dict[str, str], expected: str
) -> None:
    source = of(format, text)
    result = annotated(small, source, format, **options)
    assert cue_of(format, result) == expected
    assert result.replace(expected, text) == source
    assert annotated(small, result, format, **options) == result


def annotated(small: Glossary, source: str, format: str, **options: str) -> str:
    result = small.annotate(parse(source, format), format, level=1, **options)  # type: ignore[call-overload]
    assert isinstance(result, str)
    return result


def test_a_term_over_two_cues_is_none(small: Glossary) -> None:
    source = of("srt", "裸") + "\n" + of("srt", "官")
    assert annotated(small, source, "srt") == source


def test_a_line_shown_again_is_marked_once(small: Glossary) -> None:
    cues = ["00:01.000 --> 00:02.000\n裸<00:01.500>官", "00:02.000 --> 00:03.000\n裸官\n国会"]
    source = "\n\n".join(["WEBVTT", *cues, "00:09.000 --> 00:10.000\n裸官"])
    assert annotated(small, source, "vtt", mentions="all").count("naked official") == 2


def test_a_term_explained_by_the_other_line_is_known_from_then_on(small: Glossary) -> None:
    source = of("srt", "裸官外逃\nA naked official has fled.") + "\n" + of("srt", "裸官")
    assert annotated(small, source, "srt") == source


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("format", ["srt", "vtt", "ass"])
def test_line_ends_are_kept(small: Glossary, format: str, line_end: str) -> None:
    source = of(format, "裸官").replace("\n", line_end)
    result = annotated(small, source, format, notes="footnotes")
    assert remove_annotations(result, format) == source != result
    assert set(re.findall(r"\r*\n|\r", result)) == {line_end}


ENCODINGS = [
    ("utf-8-sig", b""), ("gbk", b""), ("big5", b""), ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE), ("utf-32-be", codecs.BOM_UTF32_BE),
]  # fmt: skip
LONG = "裸官中共党委改革开放国会老虎金蝉脱壳" * 4
LONG_TRADITIONAL = "裸官中共黨委改革開放國會老虎金蟬脫殼" * 4


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
def test_encodings_are_kept(small: Glossary, tmp_path: Path, encoding: str, mark: bytes) -> None:
    path, out = tmp_path / "a.srt", tmp_path / "b.srt"
    source = of("srt", LONG_TRADITIONAL if encoding == "big5" else LONG)
    data = mark + source.encode(encoding)
    path.write_bytes(data)
    small.annotate_file(path, out)
    result = out.read_bytes()
    text = result.removeprefix(mark).decode(encoding)
    assert "naked official" in text
    assert mark + remove_annotations(text, "srt").encode(encoding) == data
    small.annotate_file(out, tmp_path / "c.srt")
    assert (tmp_path / "c.srt").read_bytes() == result


def test_traditional_text_in_gbk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(of("srt", LONG_TRADITIONAL).encode("gbk"))
    assert read(path).blocks[0].text == LONG_TRADITIONAL


def test_an_encoding_without_pinyin_becomes_utf_8(small: Glossary, tmp_path: Path) -> None:
    path, warnings = tmp_path / "a.srt", list[str]()
    path.write_bytes(of("srt", LONG_TRADITIONAL).encode("big5"))
    data = small.annotate_file(path, to="srt", gloss="none", warn=warnings.append)
    assert "luǒguān" in data.decode()
    assert warnings == [f"{path}: cp950 has no 'ǒ'; written in UTF-8 instead"]


def test_the_first_line_names_the_format(small: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text(of("vtt", "裸官"), encoding="utf-8")
    assert read(path).format == "vtt"
    with pytest.raises(InputError, match="not a srt file"):
        small.annotate_file(path, to="srt")


WRONG_SUFFIXES = [
    ("a.ass", of("srt", "裸官"), "srt"),
    ("a.vtt", of("srt", "裸官"), "srt"),
    ("a.srt", of("ass", "裸官"), "ass"),
    ("a.srt", "<!DOCTYPE html><p>裸官</p>", "html"),
    ("a.srt", "00:01.000 --> 00:02.000\n裸官", "srt"),
    ("a.ass", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,裸官", "ass"),
]


@pytest.mark.parametrize(("name", "text", "format"), WRONG_SUFFIXES)
def test_the_content_decides_the_format(tmp_path: Path, name: str, text: str, format: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    document = read(path)
    assert (document.format, document.blocks[0].text) == (format, "裸官")
    assert len(document.warnings) == (not name.endswith(format))


@pytest.mark.parametrize("name", ["a.srt", "a.vtt", "a.ass"])
def test_a_text_without_times_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("裸官外逃。", encoding="utf-8")
    with pytest.raises(InputError, match="has no times"):
        read(path)
    for empty in ("", "\ufeff\n", "WEBVTT\n"):
        path.write_text(empty, encoding="utf-8")
        assert not read(path).blocks


# Each takes minutes where time grows with the square of the length.
GROWING = [
    ("srt", "裸官" + "\r" * 200_000 + "x"),
    ("vtt", "<v a " * 200_000 + "\n裸官"),
    ("vtt", "裸官\n\n00:01.000 --> 00:02.000\n" * 20_000 + "x"),
    ("srt", "<u></u>（" * 50_000 + "裸官"),
]


@pytest.mark.parametrize(("format", "text"), GROWING)
def test_time_grows_with_the_length(format: str, text: str) -> None:
    assert parse(of(format, text), format).blocks


def test_time_grows_with_the_length_of_a_cue_with_many_terms(small: Glossary) -> None:
    source = of("srt", "裸官外逃\n" * 5000)
    assert small.annotate(parse(source, "srt"), to="srt", mentions="all").count("（") == 5000


@pytest.mark.parametrize("format", ["srt", "vtt", "ass"])
def test_a_number_of_thousands_of_digits_is_no_time(format: str) -> None:
    source = of(format, "裸官").replace("00:0", "9" * 5000 + ":0")
    assert parse(source, format).source == source


def test_a_transcript() -> None:
    cues = [of("srt", "他说\n裸官"), of("srt", "外逃。"), of("srt", "& so").replace("0:01", "0:09")]
    document = parse("\n".join(cues).replace("00:02", "00:01"), "srt")
    assert as_html(document) == "<p>他说裸官 外逃。</p>\n<p>&amp; so</p>\n"


def test_a_bilingual_transcript_has_a_paragraph_a_language() -> None:
    cues = [of("srt", "裸官外逃。\nThey fled."), of("srt", "回来。\nThey came back.")]
    document = parse("\n".join(cues), "srt")
    assert as_html(document) == "<p>裸官外逃。回来。</p>\n<p>They fled. They came back.</p>\n"


PIECES = {
    "srt": ["<i>", "</i>", "{\\an8}", "<u></u>", "<", "&amp;"],
    "vtt": ["<c>", "</c>", "<c.zg>", "<00:01.000>", "&amp;", "&", "<", "<ruby>", "<rt>", "</ruby>"],
    "ass": ["{\\i1}", "{zg}", "\\N", "\\h", "{", "}", "{\\p1}", "{\\p0}"],
}
TEXT = ["裸", "官", "裸官", "the CCDI", " ", "国会", "\n", "\r\n", "\n\n", "-->", "12", ","]


@pytest.mark.parametrize("format", ["srt", "vtt", "ass"])
@given(data=st.data())
def test_notes_can_be_taken_out(small: Glossary, format: str, data: st.DataObject) -> None:
    pieces = st.lists(st.sampled_from(TEXT + PIECES[format]), max_size=12).map("".join)
    source = "\n".join(of(format, text) for text in data.draw(st.lists(pieces, max_size=3)))
    notes = data.draw(
        st.sampled_from(["inline", "footnotes", *(["ruby"] if format == "vtt" else [])])
    )
    cleaned = parse(source, format).source
    # What looks like half of a note is refused.
    with suppress(InputError):
        result = annotated(small, source, format, notes=notes, mentions="all")
        assert parse(result, format).source == cleaned
        assert annotated(small, result, format, notes=notes, mentions="all") == result


@pytest.mark.parametrize("notes", ["inline", "footnotes"])
def test_other_libraries_read_the_same_cues(small: Glossary, notes: str) -> None:
    source = "\n".join(of("srt", text) for text in ("裸官<i>外逃</i>", "one", "the CCDI\nsaid"))
    before = list(srt.parse(source))
    after = list(srt.parse(annotated(small, source, "srt", notes=notes)))
    assert [(c.index, c.start, c.end) for c in before] == [(c.index, c.start, c.end) for c in after]
    assert [c.content for c in before] == [remove_annotations(c.content, "srt") for c in after]
    source = of("vtt", "<v 王>裸官<b>外逃</b>") + "\n00:03.000 --> 00:04.000\nCCDI\n"
    result = annotated(small, source, "vtt", notes=notes)
    vtt = [webvtt.from_string(text).captions for text in (source, result)]
    first, second = ([(c.identifier, c.start, c.end, c.voice) for c in one] for one in vtt)
    assert first == second
    assert "（naked official）" in vtt[1][0].text or "\n" in vtt[1][0].text
    events = [
        pysubs2.SSAFile.from_string(text, format_="ass")
        for text in (of("ass", "裸官"), annotated(small, of("ass", "裸官"), "ass", notes=notes))
    ]
    assert [(e.start, e.end, e.type) for e in events[0]] == [
        (e.start, e.end, e.type) for e in events[1]
    ]
    assert events[1][1].plaintext == {
        "inline": "裸官（naked official）", "footnotes": "裸官\n裸官 luǒguān: naked official",
    }[notes]  # fmt: skip


@pytest.mark.parametrize("notes", ["inline", "footnotes"])
def test_real_files(common: Glossary, data: Path, tmp_path: Path, notes: Notes) -> None:
    """Without the notes the bytes of each are those of the original."""
    marked = 0
    for path in sorted((data / "documents" / "subtitles" / "dev").iterdir()):
        out = tmp_path / path.name
        source = read(path)
        to = cast("Output", source.format)
        result = common.annotate_file(path, out, to=to, notes=notes, level=1)
        again = read(out)
        assert again.source.encode(again.encoding) == path.read_bytes()
        assert [block.text for block in again.blocks] == [block.text for block in source.blocks]
        assert common.annotate_file(out, to=to, notes=notes, level=1) == result
        marked += len(result) > path.stat().st_size
    assert marked >= 9
