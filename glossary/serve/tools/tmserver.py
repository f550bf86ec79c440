"""The protocol of tmserver and amaGama: suggestions from the memory, at an address a segment.

Weblate and Virtaal speak it. ``GET /tmserver/zh_cn/en/unit/{text}`` returns the matches of a text
as a list of objects with ``source``, ``target``, ``quality`` and ``rank``, the best first.
``PUT`` and ``POST`` add a unit; ``POST …/store/{file name}`` adds a list of them, as Virtaal does
when it saves a file.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.routing import Route

from glossary.serve.api.requests import parse_json
from glossary.serve.principal import check_origin, require
from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from glossary.serve.tools.answers import Utf8Response
from glossary.serve.tools.requests import DEFAULT_SCORE, LOWEST_SCORE, number_in, segment_of
from glossary.translate.fill import fitted
from glossary.translate.matches import matches_into
from termbase.memory.editing import add_unit
from termbase.model.unit import TranslationUnit
from termbase.store.accounts import Role
from termbase.store.changes import written_by
from termbase.store.clock import now

_DEFAULT_MATCHES, _MOST_MATCHES = 5, 50
_MOST_UNITS = 10_000
# Clients ask for a language as it is, then without its region and script. Chinese without either
# is answered as the memory has it.
_LANGUAGES = ("en", "zh", "zh_cn", "zh_hans", "zh_hant", "zh_hant_hk", "zh_hk", "zh_tw")
# Of the text ".." clients leave nothing but the slash before "unit".
_PATH = re.compile(rb"/tmserver/+([^/]+)/+([^/]+)/+(?:(unit|store)(?:/(.*))?)?", re.DOTALL)


class _Rest(Convertor[str]):
    """Matches the rest of a path, also where it has line breaks in it."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Address(NamedTuple):
    """The parts of an address.

    Attributes:
        source: The code of the language of the text.
        target: The code of the language of its translation.
        kind: ``unit``, ``store`` or nothing.
        text: The text, or the name of a file.
    """

    source: str
    target: str
    kind: str
    text: str


def languages(request: Request) -> Utf8Response:
    """Return the languages that texts and their translations may be in."""
    require(request, Role.READER)
    return Utf8Response({"sourceLanguages": _LANGUAGES, "targetLanguages": _LANGUAGES})


def suggest(request: Request) -> Utf8Response:
    """Return the matches of a text."""
    require(request, Role.READER)
    address = _address(request)
    if address.kind == "store":
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "a store can only be sent", Allow="POST")
    query = request.query_params
    # The query has the text where it is one that a path cannot hold, such as "..".
    segment = segment_of(address.text or query.get("source", ""), address.source, address.target)
    at_least = number_in(query, "min_similarity", DEFAULT_SCORE, LOWEST_SCORE, 100)
    most = number_in(query, "max_candidates", _DEFAULT_MATCHES, 1, _MOST_MATCHES)
    matches = matches_into(state_of(request).glossary.memory, segment, at_least, most)
    found = [
        {
            "source": match.stored,
            "target": fitted(match, segment).target,
            "quality": min(match.score, 100),
            "rank": min(match.score, 100),
        }
        for match in matches
    ]
    return Utf8Response(found)


async def units(request: Request) -> Utf8Response:
    """Return the matches of a text, or add a unit or those of a file."""
    if request.method in ("PUT", "POST"):
        return await run_in_threadpool(_add, request, await request.body())
    return await run_in_threadpool(suggest, request)


def _add(request: Request, body: bytes) -> Utf8Response:
    principal = require(request, Role.EDITOR)
    check_origin(principal, request.method, request.headers.get("x-csrf-token", ""))
    address = _address(request)
    sent = _json(body)
    records = sent if address.kind == "store" and isinstance(sent, list) else [sent]
    if len(records) > _MOST_UNITS:
        raise Refused(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"{len(records):,} units at once; send up to {_MOST_UNITS:,}, or import a TMX",
        )
    units = [
        _unit(number, record, address, principal.name) for number, record in enumerate(records, 1)
    ]
    memory = state_of(request).glossary.memory
    with written_by(principal.name), memory.transaction():
        added = sum(add_unit(memory, unit) for unit in units)
    return Utf8Response({"added": added, "skipped": len(units) - added})


def _address(request: Request) -> _Address:
    """Return the parts of the address, from the bytes that were sent: texts have "/" in them.

    Raises:
        Refused: If it is not one, or not UTF-8.
    """
    scope = request.scope
    raw = scope.get("raw_path") or quote(scope["path"]).encode()
    found = _PATH.fullmatch(raw.removeprefix(quote(scope.get("root_path", "")).encode()))
    if found is None:
        raise Refused(
            HTTPStatus.NOT_FOUND,
            "not an address of tmserver; ask for /tmserver/zh/en/unit/ and the text",
        )
    try:
        return _Address(*(unquote_to_bytes(part or b"").decode() for part in found.groups()))
    except UnicodeDecodeError:
        raise Refused(
            HTTPStatus.BAD_REQUEST, "the text in the address is not UTF-8, percent-encoded"
        ) from None


def _json(body: bytes) -> Any:
    try:
        return parse_json(body)
    except (ValueError, RecursionError) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {error}") from None


def _unit(number: int, record: Any, address: _Address, author: str) -> TranslationUnit:
    """Return a unit that was sent; of one alone, the source may be in the address."""
    is_single = address.kind != "store"
    defaults = {"source": address.text if is_single else "", "target": "", "context": ""}
    fields = {**defaults, **record} if isinstance(record, dict) else {}
    source, target, context = (fields.get(name) or "" for name in defaults)
    if not all(isinstance(text, str) for text in (source, target, context)) or not (
        source and target
    ):
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"unit {number}: expected an object with the texts source and target",
        )
    segment = segment_of(source, address.source, address.target)
    return TranslationUnit(
        source,
        target,
        segment.source_language,
        segment.target_language,
        origin="" if is_single else address.text,
        created=now(),
        created_by=author,
        properties={"msgctxt": context} if context else {},
    )


register_url_convertor("rest", _Rest())
ROUTES = [
    Route("/tmserver/languages", languages, name="tmserver_languages"),
    Route("/tmserver/languages/", languages),
    # One route, so that OPTIONS tells all methods.
    Route("/tmserver/{rest:rest}", units, methods=["GET", "PUT", "POST"], name="tmserver"),
]
