"""Annotate a text or a document: the form, the result, and its downloads."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.choose import LEVELS
from glossary.documents.registry import FORMATS, format_of
from glossary.find.polities import POLITIES
from glossary.serve.files import attachment
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.pages.texts import FAILURES, Given, failed, missing, name_of, size_of, text_of
from glossary.serve.principal import principal_of, require
from glossary.serve.problems import Refused
from glossary.serve.state import State, state_of
from glossary.serve.uploads import Upload, run_on
from glossary.serve.workers import jobs
from glossary.views.options import CHOICES, AnnotateOptions
from glossary.views.page import framed_policy
from glossary.views.registry import VIEWS, Output
from termbase.store.accounts import Role

_UNNAMED = "text"


@dataclass(frozen=True, slots=True)
class _Result:
    """An annotated text, and what it was made of.

    Attributes:
        text: The text.
        options: The options.
        shown: The page.
    """

    text: str | Upload
    options: AnnotateOptions
    shown: jobs.Annotated


def show_form(request: Request) -> Response:
    """Show the form."""
    require(request, Role.READER)
    return page(request, "annotate.html", problem=None, given=Given(), **_choices(request))


def annotate(request: Request, form: Form) -> Response:
    """Annotate a text and send the browser on to the result."""
    state, principal = state_of(request), principal_of(request)
    try:
        text = text_of(form, "text")
        if text is None:
            raise missing("no text: type or paste one, or choose a file")
        options = _options(form, state)
        shown = run_on(state, jobs.annotate, text, to="html", **_of_view("html", options))
        size = size_of(text) + len(shown.data)
        key = state.results.put(principal.name, _Result(text, options, shown), size)
    except FAILURES as error:
        return failed(request, "annotate.html", error, form, **_choices(request))
    return RedirectResponse(request.app.url_path_for("annotated", key=key), HTTPStatus.SEE_OTHER)


def show_result(request: Request) -> Response:
    """Show the annotated page in a frame, with its downloads."""
    found = _found(request)
    key = request.path_params["key"]
    return page(
        request, "annotated.html",
        key=key, name=name_of(found.text), warnings=found.shown.warnings,
        outputs=_outputs(found.text),
    )  # fmt: skip


def show_page(request: Request) -> Response:
    """Return the annotated page itself."""
    # The page names its encoding inside.
    headers = {"Content-Type": "text/html", "Content-Security-Policy": framed_policy()}
    return Response(_found(request).shown.data, headers=headers)


def save(request: Request) -> Response:
    """Return a result as a file in some format."""
    found = _found(request)
    to = _output(request.path_params["to"], found.text)
    return _written(state_of(request), found.text, to, found.options)


def _found(request: Request) -> _Result:
    principal = require(request, Role.READER)
    return state_of(request).results.get(principal.name, request.path_params["key"], _Result)


def _written(state: State, text: str | Upload, to: Output, options: AnnotateOptions) -> Response:
    written = run_on(state, jobs.annotate, text, to=to, **_of_view(to, options))
    return attachment(written.data, to, _file_name(text, to))


def _file_name(text: str | Upload, to: Output) -> str:
    """Return the name of a result; one in the format of the document has its suffix."""
    name = PurePath(name_of(text) or _UNNAMED)
    suffixes = VIEWS[to].suffixes
    return f"{name.stem}{name.suffix if name.suffix.lower() in suffixes else suffixes[0]}"


def _outputs(text: str | Upload) -> list[Output]:
    """Return the formats that a text can be saved in, its own one first."""
    own = format_of(Path(text.name)) if isinstance(text, Upload) else "text"
    named = [name for name, view in VIEWS.items() if name == own or not view.is_own_only]
    return sorted(named, key=lambda name: name != own)


def _output(name: str, text: str | Upload) -> Output:
    for output in _outputs(text):
        if output == name:
            return output
    raise Refused(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"not a format for this text: {name!r}; one of: {', '.join(_outputs(text))}",
    )


def _options(form: Form, state: State) -> AnnotateOptions:
    """Return the options of a form; what is none of the choices is like no choice."""
    options: AnnotateOptions = {
        "polity": form.choice("polity", POLITIES),
        "index": bool(form.text("index")),
    }
    if level := form.choice("level", [str(level) for level in LEVELS]):
        options["level"] = int(level)
    if subject := form.choice("subject", state.glossary.termbase.subjects()):
        options["subject"] = subject
    for name, values in CHOICES.items():
        if value := form.choice(name, values):
            options[name] = value  # type: ignore[literal-required] # the names are those of CHOICES
    return options


def _of_view(to: Output, options: AnnotateOptions) -> AnnotateOptions:
    """Return the options without those of notes that a format does not have."""
    view = VIEWS[to]
    kept = options.copy()
    if options.get("notes") not in view.notes:
        kept.pop("notes", None)
    kept["index"] = options.get("index", False) and view.has_index
    return kept


def _choices(request: Request) -> dict[str, Any]:
    return {
        "levels": LEVELS,
        "polities": POLITIES,
        "subjects": sorted(filter(None, state_of(request).glossary.termbase.subjects())),
        "choices": CHOICES,
        "accept": ",".join(suffix for one in FORMATS.values() for suffix in one.suffixes),
    }


ROUTES = [
    Route("/annotate", show_form, name="annotate"),
    Route("/annotate", posted(Role.READER, annotate), methods=["POST"]),
    Route("/annotate/{key}", show_result, name="annotated"),
    Route("/annotate/{key}/page", show_page, name="annotated_page"),
    Route("/annotate/{key}/as/{to}", save, name="annotated_as"),
]
