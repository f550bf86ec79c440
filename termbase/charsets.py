"""Labels of encodings as the WHATWG Encoding Standard reads them, and where files declare them.

On the web a label names the largest encoding of its family: pages of Hong Kong labelled ``big5``
have characters of HKSCS, and pages labelled ``gb2312`` have traditional characters.
"""

from __future__ import annotations

import codecs
import re

# Codecs of Python, by the labels of one encoding (Encoding Standard, section 4.2), in the order to
# try them in. Labels that are not here are read as Python reads them.
_CODECS: dict[tuple[str, ...], str] = {
    ("utf-8",): "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    ("gb18030",): (
        "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk "
        "cp936 ms936 windows-936 euc-cn euccn gb-2312"
    ),
    # That of Windows has the euro sign and some kana that HKSCS lacks.
    ("big5hkscs", "cp950"): "big5 big5-hkscs big5hkscs cn-big5 csbig5 x-x-big5",
    ("cp950",): "cp950 ms950 windows-950 x-windows-950",
    ("euc_jp",): "cseucpkdfmtjapanese euc-jp x-euc-jp",
    ("cp932",): "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    ("cp949",): (
        "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
        "ksc_5601 windows-949"
    ),
    # Bytes that Windows leaves undefined are control characters.
    ("cp1252", "latin-1"): (
        "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
        "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin-1 latin1 us-ascii windows-1252 x-cp1252"
    ),
    ("cp1254", "iso8859-9"): (
        "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
        "latin5 windows-1254 x-cp1254"
    ),
    ("cp874",): "cp874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    ("utf-16-le",): "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16le",
    ("utf-16-be",): "unicodefffe utf-16be",
    ("koi8-r",): "cskoi8r koi koi8 koi8-r koi8_r",
    ("koi8-u",): "koi8-ru koi8-u",
    ("mac-roman",): "csmacintosh mac macintosh x-mac-roman",
    ("mac-cyrillic",): "x-mac-cyrillic x-mac-ukrainian",
    **{
        (f"cp125{digit}",): f"cp125{digit} windows-125{digit} x-cp125{digit}" for digit in "0135678"
    },
}
# Codecs that have a part of the characters of another one, as the same bytes.
_NARROWER = {"gb18030": ("gbk",), "big5hkscs": ("cp950",)}
_BY_LABEL = {label: names for names, labels in _CODECS.items() for label in labels.split()}
# Text codecs of Python that are not encodings of files.
_NOT_OF_FILES = frozenset(
    ("charmap", "undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape")
)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_QUOTE = rb"\s*=\s*[\"']?\s*"
# An XML declaration, a meta element, and the line of editors (PEP 263).
_DECLARED = re.compile(
    rb"\A\s*<\?xml\s[^>]*?\bencoding" + _QUOTE + rb"([\w:.-]+)"
    rb"|<meta[\s/][^>]{0,300}?\bcharset" + _QUOTE + rb"([\w:.-]+)"
    rb"|-\*- coding: ?([\w.-]+)",
    re.IGNORECASE,
)
# A declaration is within this many bytes.
_DECLARED_WITHIN = 2048


def codecs_of(label: str) -> tuple[str, ...]:
    """Return the codecs of Python that a label of an encoding means, in the order to try them in.

    Args:
        label: The label; upper and lower case are one.
    """
    label = label.strip().lower()
    return _BY_LABEL.get(label) or _BY_LABEL.get(label.replace("_", "-")) or (label,)


def is_of_files(encoding: str) -> bool:
    """Return True if an encoding is of texts in files, and no other codec of Python's.

    Raises:
        LookupError: If it is unknown.
    """
    codec = codecs.lookup(encoding)
    # The attribute by which ``bytes.decode`` itself tells them apart.
    is_text: bool = codec._is_text_encoding  # noqa: SLF001
    return is_text and codec.name.replace("_", "-") not in _NOT_OF_FILES


def is_seven_bit(label: str) -> bool:
    """Return True if a label names an encoding that has 汉字 as ASCII between escapes."""
    try:
        return codecs.lookup(codecs_of(label)[0]).name.startswith(("hz", "iso2022_"))
    except LookupError:
        return False


def narrower_codecs(codec: str) -> tuple[str, ...]:
    """Return codecs with fewer characters than another one, but the same bytes for most."""
    return _NARROWER.get(codec, ())


def declared_label(data: bytes) -> str:
    """Return the label of the encoding that a file declares at its beginning; empty if none.

    A declaration of UTF-16 is read as one of UTF-8, as it can be read itself (HTML Living Standard,
    section 13.2.3.2).
    """
    match = _DECLARED.search(_COMMENT.sub(b"", data[:_DECLARED_WITHIN]))
    if match is None:
        return ""
    label = next(filter(None, match.groups())).decode("ascii")
    return "utf-8" if label.lower().startswith("utf-16") else label
