"""Encodings: detected or refused, never guessed wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase import encoding as encodings
from termbase.encoding import decode, decode_pieces, load
from termbase.errors import InputError

SIMPLIFIED = "中央纪委通报：三名裸官受到处理。\n第二行 English 123\n"
TRADITIONAL = "中央紀委通報：三名裸官受到處理。\n第二行 English 123\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk", "utf-16-le", "utf-16-be"],
)
def test_simplified(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), "x")[0] == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "utf-16"])
def test_traditional(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "x")[0] == TRADITIONAL


def test_html_says_its_encoding() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">\n裸'
    assert decode(page.encode("gb2312"), "x") == (page, "gb2312")


def test_a_first_line_says_its_encoding() -> None:
    text = "# Glossary -*- coding: gbk -*-\nCSS\t層疊樣式表\n"
    assert decode(text.encode("gbk"), "x") == (text, "gbk")


# Labels as the Encoding Standard reads them: text, the codec it is in, the one to write it with.
LABELS = [
    ("big5", "國民黨", "big5", "big5"),
    ("big5", "嘅喺國民黨", "big5hkscs", "big5hkscs"),
    ("Big5-HKSCS", "嘅", "big5hkscs", "Big5-HKSCS"),
    ("cn-big5", "嘅", "big5hkscs", "big5hkscs"),
    ("x-x-big5", "國€", "cp950", "cp950"),
    ("gb2312", "臺灣——裸官", "gb18030", "gbk"),
    ("GB_2312-80", "臺·", "gb18030", "gbk"),
    ("gbk", "€㐀𠮷", "gb18030", "gb18030"),
    ("x-gbk", "臺", "gb18030", "gbk"),
    ("shift_jis", "國①", "cp932", "cp932"),
    ("x-sjis", "國", "cp932", "cp932"),
    ("euc-kr", "똠", "cp949", "cp949"),
    ("x-euc-jp", "説", "euc_jp", "euc_jp"),
    ("iso-8859-1", "“naked officials” – café", "cp1252", "cp1252"),
    ("US-ASCII", "“naked officials”", "cp1252", "cp1252"),
    ("latin1", "é\x81", "latin-1", "latin1"),
    ("iso-8859-9", "“ğ”", "cp1254", "cp1254"),
    ("windows-1251", "ГУЛАГ", "cp1251", "windows-1251"),
    ("x-cp1251", "ГУЛАГ", "cp1251", "cp1251"),
    ("koi8-r", "ГУЛАГ", "koi8-r", "koi8-r"),
    ("hz-gb-2312", "三名裸官 ~ naked officials", "hz", "hz-gb-2312"),
    ("HZ", "裸官", "hz", "HZ"),
    ("iso-2022-jp", "国務院", "iso2022_jp", "iso-2022-jp"),
    ("iso-2022-kr", "중국", "iso2022_kr", "iso-2022-kr"),
]


@pytest.mark.parametrize(("label", "text", "written", "told"), LABELS)
def test_labels_are_those_of_the_web(label: str, text: str, written: str, told: str) -> None:
    page = f"<meta charset={label}>{text}"
    assert decode(page.encode(written), "x") == (page, told)
    assert decode(text.encode(written), "x", label) == (text, told)


def test_an_encoding_of_seven_bits_needs_its_escapes() -> None:
    """Pages of the label hz-gb-2312 may be ASCII alone, with addresses such as /~zhang."""
    page = "<meta charset=hz-gb-2312><a href=/~zhang>naked officials</a>"
    assert decode(page.encode(), "x") == (page, "utf-8")
    with pytest.raises(InputError, match=r"^x:1: not valid hz-gb-2312 \(at byte offset"):
        decode(page.encode() + b"~{\x21~}", "x")


@pytest.mark.parametrize("text", [SIMPLIFIED, "裸官\n", "He said 裸官 (luoguan).\n"])
def test_hz_is_recognized(text: str) -> None:
    assert decode(text.encode("hz"), "x") == (text, "hz")


@pytest.mark.parametrize("text", ["a ~{ b ~} c", "~{x~}", "~{abcd~}", "~{裸官"])
def test_braces_and_tildes_are_no_hz(text: str) -> None:
    assert decode(text.encode(), "x") == (text, "utf-8")


KOREAN = "중국 공산당 중앙위원회는 시진핑 총서기의 지도 아래 반부패 투쟁을 계속하기로 결정했다고 관영 매체가 보도했다.\n"


def test_korean_is_not_read_as_chinese() -> None:
    """The bytes of Hangul are those of common 汉字 whose pinyin begins with A to R."""
    assert decode(KOREAN.encode("euc-kr"), "x") == (KOREAN, "cp949")
    assert decode((KOREAN * 3 + "中共").encode("cp949"), "x")[1] == "cp949"
    for chinese in ("国家机关干部", "高官会见记者", "不可改变的国家安全观" * 9):
        assert decode(chinese.encode("gb18030"), "x") == (chinese, "gb18030")


DECLARATIONS = [
    "<meta charset = 'big5'>嘅",
    '<META CHARSET="BIG5" />嘅',
    "<meta content='text/html; charset=\"big5\"' http-equiv=content-type>嘅",
    '<?xml version="1.0" encoding="big5"?>\n<html>嘅</html>',
    "<!-- <meta charset=gbk> --><meta charset=big5>嘅",
]


@pytest.mark.parametrize("page", DECLARATIONS)
def test_declarations(page: str) -> None:
    assert decode(page.encode("big5hkscs"), "x") == (page, "big5hkscs")


def test_a_declaration_of_utf_16_cannot_be_true() -> None:
    with pytest.raises(InputError, match=r"^x:1: not valid utf-8"):
        decode("<meta charset=utf-16>國".encode("gbk"), "x")


def test_a_label_is_named_as_it_was_given() -> None:
    with pytest.raises(InputError, match=r"^x:2: not valid big5 \(at byte offset 20\)"):
        decode(b"<meta charset=big5>\n\xff\xff", "x")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200),
        "caf\xe9 na\xefve".encode("latin-1"),
        b"\xff\xfe\xfd" * 9,
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes) -> None:
    with pytest.raises(
        InputError, match=r"^x: .*\(--encoding\), such as .*$|^x:1: not valid utf-16"
    ):
        decode(data, "x")


def test_a_named_encoding_is_believed() -> None:
    assert decode("caf\xe9".encode("latin-1"), "x", "latin-1") == ("café", "latin-1")
    with pytest.raises(InputError, match=r"^x: unknown encoding 'nope'; name its encoding"):
        decode(b"", "x", "nope")


@given(st.text())
def test_utf_8_is_never_mangled(text: str) -> None:
    if not any(char < " " and char not in "\t\n\v\f\r\x1b" for char in text):
        assert decode(text.encode(), "x")[0] == text.removeprefix("\ufeff")


def test_load(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "none")
    with pytest.raises(InputError, match="a folder, not a file"):
        load(tmp_path)


def test_a_url_is_not_a_file() -> None:
    with pytest.raises(
        InputError, match=r"^https://example\.org/a\.csv: a URL, not a file; download"
    ):
        load(Path("https://example.org/a.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-32"])
@pytest.mark.parametrize("size", [101, 102, 103, 104, 4000])
def test_a_large_file_is_read_in_pieces(
    monkeypatch: pytest.MonkeyPatch, encoding: str, size: int
) -> None:
    monkeypatch.setattr(encodings, "_CHUNK", size)
    text = SIMPLIFIED * 20
    assert "".join(decode_pieces(BytesIO(text.encode(encoding)), "x")) == text
    assert "".join(decode_pieces(BytesIO(text.encode(encoding)), "x", encoding)) == text


def test_a_piece_that_is_not_in_the_encoding_is_named_by_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encodings, "_CHUNK", 100)
    data = "裸官\n".encode() * 50 + b"\xff\n" + "裸官\n".encode() * 50
    with pytest.raises(InputError, match=r"x:51: not valid utf-8 \(at byte offset 350\)"):
        list(decode_pieces(BytesIO(data), "x"))


def test_no_such_encoding() -> None:
    with pytest.raises(InputError, match="unknown encoding 'klingon'"):
        list(decode_pieces(BytesIO(b"a" * (1 << 21)), "x", "klingon"))


SHORT = ["習近平同志", "國務院,State Council", "中國共產黨", "香港特別行政區", "裸官", "臺灣"]


@pytest.mark.parametrize("text", SHORT)
def test_short_big5_is_not_read_as_something_else(text: str) -> None:
    """Private-use characters, kana and Greek letters count against a guess."""
    assert decode(f"{text}\n".encode("big5"), "x")[0] == f"{text}\n"


@pytest.mark.parametrize(
    "codec",
    [*"rot13 base64 hex zlib bz2 uu quopri undefined punycode idna unicode_escape".split(), "a\0b"],
)
def test_codecs_of_python_are_not_encodings(codec: str) -> None:
    """Some of them raise other exceptions than UnicodeDecodeError."""
    with pytest.raises(InputError, match=r"^x: unknown encoding"):
        decode("中文".encode("gb18030"), "x", codec)


@pytest.mark.parametrize("codec", ["rot13", "hex", "undefined", "unicode_escape"])
def test_a_declared_codec_is_not_an_encoding(codec: str) -> None:
    """Not even where the file itself names it."""
    data = f"<meta charset={codec}>".encode() + "中文".encode("gb18030")
    with pytest.raises(InputError, match=r"^x: unknown encoding"):
        decode(data, "x")


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xe4\xb8", b"\xc0\xaf"])
def test_a_damaged_byte_in_utf8_is_named(bad: bytes) -> None:
    """It is not another encoding, and not one that cannot be determined."""
    data = "裸官,naked official\n国务院,State Council\n".encode()
    with pytest.raises(InputError, match=r"^x:2: not valid utf-8 \(at byte offset 22\)"):
        decode(data[:22] + bad + data[22:], "x")


def test_utf8_with_control_characters_is_utf8() -> None:
    """They are found where they matter: in a term."""
    assert decode("甲\x0b乙\x1f\n".encode(), "x") == ("甲\x0b乙\x1f\n", "utf-8")
