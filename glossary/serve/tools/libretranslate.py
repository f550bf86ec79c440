"""The API of LibreTranslate, answered from the memory only where it has the very text.

``POST /translate`` takes ``q``, a text or a list, with ``source``, ``target``, ``format``,
``alternatives`` and ``api_key``: as JSON, as a form, or in the address. Errors are objects with
``error``, as its clients expect. A text that is not in the memory is an error too: a program that
asks for a translation takes whatever it gets for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape, unescape
from http import HTTPStatus
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from glossary.serve.api.requests import parse_json
from glossary.serve.problems import Refused, details_of
from glossary.serve.state import state_of
from glossary.serve.tools.answers import Utf8Response
from glossary.serve.tools.keys import require_key
from glossary.serve.tools.requests import LONGEST, segment_of
from glossary.translate.fill import fitted
from glossary.translate.matches import matches_into
from termbase.memory import Memory
from termbase.model.tags import guess_language, parse_tag
from termbase.model.unit import family
from termbase.store.accounts import Role

_EXACT = 100
_MOST_TEXTS, _MOST_ALTERNATIVES = 1000, 10
_LANGUAGES = {
    "en": "English",
    "zh": "Chinese",
    "zh-Hans": "Chinese (simplified)",
    "zh-Hant": "Chinese (traditional)",
}
_AUTO = "auto"
# The code that early versions have for traditional Chinese.
_OLD_CODES = {"zt": "zh-Hant"}


class _Asked(NamedTuple):
    """A request for translations.

    Attributes:
        texts: The texts.
        is_list: True if a list was sent.
        source: The code of their language, or ``auto``.
        target: The code of the language to translate into.
        is_html: True if they are HTML.
        alternatives: The number of other translations to return.
    """

    texts: list[str]
    is_list: bool
    source: str
    target: str
    is_html: bool
    alternatives: int


def languages(request: Request) -> Utf8Response:
    """Return the languages that texts and their translations may be in.

    Clients ask for these before they have a key.
    """
    del request
    return Utf8Response(
        [
            {"code": code, "name": name, "targets": _other_languages(code)}
            for code, name in _LANGUAGES.items()
        ]
    )


async def translate(request: Request) -> Utf8Response:
    """Return the translations that the memory has for texts."""
    try:
        fields = await _fields(request)
        return await run_in_threadpool(_translate, request, fields)
    except Exception as error:  # noqa: BLE001 - every failure is answered as one of this API
        return _failed(error)


def _translate(request: Request, fields: Mapping[str, Any]) -> Utf8Response:
    key = fields.get("api_key")
    require_key(request, key if isinstance(key, str) else "", Role.READER)
    asked = _asked(fields)
    memory = state_of(request).glossary.memory
    sources = [
        guess_language(text) if asked.source == _AUTO else asked.source for text in asked.texts
    ]
    found = [
        _translations(memory, text, source, asked)
        for text, source in zip(asked.texts, sources, strict=True)
    ]
    if missing := [number for number, one in enumerate(found, 1) if not one]:
        which = f" of {', '.join(map(str, missing))}" if asked.is_list else ""
        raise Refused(
            HTTPStatus.NOT_FOUND, f"Cannot translate text: the memory has no exact match{which}"
        )
    answer: dict[str, Any] = {"translatedText": [one[0] for one in found]}
    if asked.alternatives:
        answer["alternatives"] = [one[1:] for one in found]
    if asked.source == _AUTO:
        answer["detectedLanguage"] = [{"confidence": 100, "language": one} for one in sources]
    if not asked.is_list:
        answer = {name: values[0] for name, values in answer.items()}
    return Utf8Response(answer)


def _translations(memory: Memory, text: str, source: str, asked: _Asked) -> list[str]:
    """Return the exact translations of a text, the best first."""
    if asked.is_html and "<" in text:
        return []  # the memory has text; where the tags would be in the translation is a guess
    segment = segment_of(
        unescape(text) if asked.is_html else text,
        _OLD_CODES.get(source, source),
        _OLD_CODES.get(asked.target, asked.target),
    )
    matches = matches_into(memory, segment, _EXACT, asked.alternatives + 1)
    texts = dict.fromkeys(fitted(match, segment).target for match in matches)
    return [escape(one, quote=False) if asked.is_html else one for one in texts]


async def _fields(request: Request) -> Mapping[str, Any]:
    """Return what was sent in the body or, where there is none, in the address."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        try:
            sent = parse_json(await request.body())
        except (ValueError, RecursionError):
            sent = None
        if not isinstance(sent, dict):
            raise Refused(HTTPStatus.BAD_REQUEST, "Invalid JSON format")
        return sent
    async with request.form(max_files=0) as form:
        return {**request.query_params, **form}


def _asked(fields: Mapping[str, Any]) -> _Asked:
    for name in ("q", "source", "target"):
        if not fields.get(name):
            raise Refused(HTTPStatus.BAD_REQUEST, f"Invalid request: missing {name} parameter")
    sent, source, target = fields["q"], fields["source"], fields["target"]
    texts = sent if isinstance(sent, list) else [sent]
    if not all(isinstance(text, str) for text in texts):
        raise Refused(HTTPStatus.BAD_REQUEST, "Invalid request: q is not a text or a list of texts")
    if (
        len(texts) > _MOST_TEXTS
        or sum(map(len, texts)) > LONGEST * 10
        or max(map(len, texts)) > LONGEST
    ):
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            f"Invalid request: q exceeds {_MOST_TEXTS:,} texts, or {LONGEST:,} characters a text",
        )
    for code in (source, target):
        is_known = isinstance(code, str) and (code in _OLD_CODES or parse_tag(code) is not None)
        if not is_known and not (code == _AUTO and code is source):
            raise Refused(HTTPStatus.BAD_REQUEST, f"{str(code)[:40]} is not supported")
    kind = fields.get("format") or "text"
    if kind not in ("text", "html"):
        raise Refused(HTTPStatus.BAD_REQUEST, f"{str(kind)[:40]} format is not supported")
    return _Asked(texts, isinstance(sent, list), source, target, kind == "html", _count(fields))


def _count(fields: Mapping[str, Any]) -> int:
    try:
        return min(max(int(fields.get("alternatives") or 0), 0), _MOST_ALTERNATIVES)
    except (TypeError, ValueError, OverflowError):
        raise Refused(
            HTTPStatus.BAD_REQUEST, "Invalid request: alternatives parameter is not a number"
        ) from None


def _other_languages(code: str) -> list[str]:
    return [other for other in _LANGUAGES if family(other) != family(code)]


def _failed(error: Exception) -> Utf8Response:
    details = details_of(error)
    return Utf8Response({"error": details.detail}, details.status, dict(details.headers))


ROUTES = [
    Route("/languages", languages, name="libretranslate_languages"),
    Route("/translate", translate, methods=["POST"], name="libretranslate"),
]
