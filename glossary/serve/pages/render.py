"""Pages from templates: what all templates can use, and the language of the reader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, partial
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from glossary.serve.pages.differences import pieces, stretches
from glossary.serve.principal import Principal, principal_of
from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from termbase.messages import Message
from termbase.model.concept import Language
from termbase.store.accounts import Role
from termbase.store.proposals import count_open

LANGUAGES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
LANGUAGE_COOKIE = "glossary_language"
# What the library writes as the reason for a change.
_REASONS = {
    "undo": re.compile("undo: (?P<undone>.+)"),
    "restored": re.compile("version (?P<number>[0-9]{1,15}) restored"),
    "version": re.compile("version (?P<number>[0-9]{1,15})"),
    "moved": re.compile(r"(?P<term>.+) moved from (?P<old>\S+) to (?P<new>\S+)"),
    "split": re.compile(r"(?P<new>\S+) split from (?P<old>\S+)"),
    "merged": re.compile(r"(?P<old>\S+) merged into (?P<new>\S+)"),
    "imported": re.compile("imported from (?P<file>.+)"),
}
# The kinds of those values of messages that readers know by another name.
_KINDS = {"status": "proposal-status", "role": "role", "own": "role"}
_HANT = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def page(
    request: Request,
    template: str,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """Return a page.

    Args:
        request: The request.
        template: The name of the template.
        status: The status of the answer.
        headers: Its headers.
        values: What the template shows.
    """
    language = language_of(request)
    try:
        principal = principal_of(request)
    except Refused:
        principal = Principal("", None)
    text = _environment().get_template(template).render(
        values,
        request=request,
        principal=principal,
        csrf=principal.session.csrf if principal.session else "",
        language=language,
        languages=LANGUAGES,
        t=partial(message, language),
        label_of=partial(label_of, language),
        field_label=partial(field_label, language),
        reason_of=partial(reason_of, language),
        told=partial(told, language),
        pieces=pieces,
        stretches=stretches,
        open_proposals=_open_proposals(request, principal),
        Role=Role,
        Language=Language,
        url=_paths(request),
    )  # fmt: skip
    return HTMLResponse(text, status, dict(headers or {}))


def _open_proposals(request: Request, principal: Principal) -> int:
    """Return the number of proposals that wait for the reader; 0 if others decide."""
    own = state_of(request).glossary.termbase.own if principal.may(Role.APPROVER) else None
    return 0 if own is None else count_open(own)


def language_of(request: Request) -> str:
    """Return the language of the pages: chosen by the reader, else that of the browser."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag = part.partition(";")[0].strip()
        if tag.startswith("zh"):
            return "zh-Hant" if tag.startswith(_HANT) else "zh-Hans"
        if tag.startswith("en"):
            return "en"
    return "en"


def message(language: str, key: str, **values: Any) -> str:
    """Return a text of the pages.

    Args:
        language: One of :data:`LANGUAGES`.
        key: Its name in ``messages``.
        values: What is put into its braces.
    """
    text = messages(language)[key]
    return text.format(**values) if values else text


def label_of(language: str, kind: str, value: str) -> str:
    """Return a value of the data as readers know it, if there is a text for it; else as it is.

    Args:
        language: One of :data:`LANGUAGES`.
        kind: The kind of value, such as ``polity``.
        value: The value.
    """
    return messages(language).get(f"{kind}.{value}".replace(" ", "-"), value)


def reason_of(language: str, comment: str, places: Mapping[int, int]) -> str:
    """Return the reason for a change; one that the program gave in the language of the reader.

    Args:
        language: One of :data:`LANGUAGES`.
        comment: The reason as it is stored.
        places: The places of the versions of the concept by their numbers.
    """
    for name, pattern in _REASONS.items():
        if found := pattern.fullmatch(comment):
            values = found.groupdict()
            if number := values.get("number"):
                values["number"] = str(places.get(int(number), number))
            if undone := values.get("undone"):
                values["undone"] = reason_of(language, undone, places)
            return message(language, f"reason.{name}", **values)
    return comment


def told(language: str, text: str) -> str:
    """Return a message of the library in the language of the reader, or else as it is.

    Args:
        language: One of :data:`LANGUAGES`.
        text: The message.
    """
    known, template = _library(language), getattr(text, "template", text)
    if template not in known:
        return text
    values = text.values if isinstance(text, Message) else {}
    shown = {name: _value(language, name, value) for name, value in values.items()}
    return known[template].format_map(shown)


def _value(language: str, name: str, value: Any) -> Any:
    """Return a value of a message; the names of the model as readers know them."""
    if isinstance(value, Message):
        return told(language, value)
    if name == "field":
        return field_label(language, value)
    return label_of(language, _KINDS[name], str(value)) if name in _KINDS else value


def sentence(text: str) -> str:
    """Return a message with a capital at its beginning, unless a name is there."""
    first = text.partition(" ")[0]
    is_word = first.isascii() and first.isalpha()
    return text[:1].upper() + text[1:] if is_word else text


def field_label(language: str, field: str) -> str:
    """Return the name of a field of a concept, or of one of its terms: ``pinyin of 裸官``."""
    name, of, term = field.partition(" of ")
    if field.startswith("term "):
        name, of, term = "term", " of ", field.removeprefix("term ")
    if field == "order of terms":
        name, of, term = "order", "", ""
    label = label_of(language, "field", name.replace(" ", "_"))
    return f"{label}: {term}" if of else label


@cache
def messages(language: str) -> dict[str, str]:
    """Return the texts of the pages in a language, by name."""
    source = files(__package__) / "messages" / f"{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _library(language: str) -> dict[str, str]:
    """Return the messages of the library in a language, by their templates; empty for English."""
    source = files(__package__) / "messages" / f"library.{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}


def _paths(request: Request) -> Callable[..., str]:
    def url(name: str, **parameters: Any) -> str:
        # A path without the host, which a client could choose.
        return str(request.app.state.routes[name].url_path_for(name, **parameters))

    return url


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sentence"] = sentence
    return environment
