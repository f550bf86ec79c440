"""Documents that are not HTML as a whole HTML page, to be annotated like any other."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import escape, unescape
from pathlib import Path

from glossary.documents import Document, as_html, parse
from glossary.views.policy import policy, source_of
from termbase.language.script import Script, detect_script, is_han

_ASSETS = Path(__file__).with_name("assets")
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
# The head of a page of ours, around what depends on the version.
_OWN_HEAD = re.compile(
    r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*'
    r'(">\n<meta name="generator" content="zh-en-glossary">\n<title>[^<]*</title>\n<style>)[^<]*'
    r"(</style>\n</head>)"
)
_HEAD_END = re.compile("</head|<body", re.IGNORECASE)
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_POLICY_META = re.compile(
    r"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE
)
_TITLE = re.compile(r"<title>([^<]*)</title>")
_TAG = re.compile(r"<[^>]*>")
# The parts of the script, in order: what is used while it starts comes first.
_SCRIPTS = ("state.js", "known.js", "levels.js", "tones.js", "card.js", "look-up.js", "start.js")


def to_page(document: Document) -> Document:
    """Return a document as HTML: an HTML document as it is, any other as a page with its text.

    The page has a strict Content-Security-Policy and makes no network requests. One that another
    version made gets the policy and the style sheet of this one, for its own policy would allow
    no others.
    """
    if document.format == "html":
        source = _OWN_HEAD.sub(_head, document.source, count=1)
        if source == document.source:
            return document
        return replace(parse(source, "html", document.name), encoding=document.encoding)
    body = as_html(document)
    heading = _HEADING.search(body)
    title = _TAG.sub("", heading[1]) if heading else escape(Path(document.name).stem)
    language = guess_language(document.source)
    page = f"""<!DOCTYPE html>
<html lang="{language}" class="zg-page">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_policy()}">
<meta name="generator" content="zh-en-glossary">
<title>{title or "Annotated text"}</title>
<style>{asset("page.css")}</style>
</head>
<body>
<main>
<article lang="{language}">
{body}</article>
</main>
</body>
</html>
"""
    return parse(page, "html", document.name)


def is_ours(document: Document) -> bool:
    """Return True for a page that was made here, False for an HTML document of somebody else."""
    return bool(_OWN_HEAD.search(document.source))


def has_language(document: Document, language: str) -> bool:
    """Return True for a page of ours whose text is in a language, given as its BCP 47 tag."""
    # Text and Markdown have no languages of their own: a page has that of the article alone.
    return is_ours(document) and f'<article lang="{language}">' in document.source


def heading(document: Document) -> tuple[int, str] | None:
    """Return a heading for a page of ours whose text has none: where it belongs, and as HTML.

    It is the title of the page, and is taken out with the marks.
    """
    if not is_ours(document) or _HEADING.search(document.source):
        return None
    title = _TITLE.search(document.source)
    html = f'<h1 data-zg="drop" class="zg-name">{title[1] if title else ""}</h1>'
    return document.source.index("<article"), html


def blocks_script(page: str) -> bool:
    """Return True if a page has a Content-Security-Policy of its own, other than ours.

    It is not weakened: under most policies the marks are then links to the index, without the
    style sheet, the cards and the slider.
    """
    head = page[: end.start()] if (end := _HEAD_END.search(page)) else page
    policies = _POLICY_META.findall(_COMMENT.sub("", head))
    return any(source_of(script()) not in unescape(found) for found in policies)


def _head(match: re.Match[str]) -> str:
    return f"{match[1]}{_policy()}{match[2]}{asset('page.css')}{match[3]}"


def guess_language(text: str) -> str:
    """Return the BCP 47 tag of the main language of a text: ``en``, ``zh-Hans``, ``zh-Hant``."""
    sample = text[:20_000]
    chinese = sum(map(is_han, sample))
    # A Chinese character has about the content of three letters of English.
    if chinese * 3 < sum(char.isascii() and char.isalpha() for char in sample):
        return "en"
    return f"zh-{detect_script(sample) or Script.SIMPLIFIED}"


@cache
def asset(name: str) -> str:
    """Return the text of a style sheet or of a part of the script."""
    return (_ASSETS / name).read_text(encoding="utf-8")


@cache
def script() -> str:
    """Return the script of an annotated page; its parts share one scope."""
    parts = "\n".join(map(asset, _SCRIPTS))
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def as_cdata(text: str) -> str:
    """Return a style sheet or script so that the same text is HTML and XML."""
    return f"/*<![CDATA[*/{text}/*]]>*/"


@cache
def framed_policy() -> str:
    """Return the policy under which a server shows a page of ours in a frame of its own pages.

    An HTML document that was annotated may be a stranger's: its styles are shown, its scripts are
    not run, and nothing of it reaches a network or the pages around it.
    """
    scripts = (script(), as_cdata(script()), asset("bilingual.js"))
    return (
        "sandbox allow-scripts allow-downloads; default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src {' '.join(map(source_of, scripts))}; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    )


@cache
def _policy() -> str:
    return policy((asset("page.css"), asset("marks.css")), script())
