"""Check a translation: the form, the findings by segment, and their downloads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.check import Finding, Severity
from glossary.check.profile import PROFILES
from glossary.find.polities import POLITIES
from glossary.serve.files import attachment
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.paging import Paging
from glossary.serve.pages.render import page
from glossary.serve.pages.texts import FAILURES, Given, failed, missing, name_of, size_of, text_of
from glossary.serve.principal import principal_of, require
from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from glossary.serve.uploads import Upload, run_on
from glossary.serve.workers import jobs
from glossary.views.page import framed_policy
from termbase.store.accounts import Role

if TYPE_CHECKING:
    from glossary.checking import Checked, ReportFormat

_SEGMENTS = 50  # on a page
_UNNAMED = "findings"


@dataclass(frozen=True, slots=True)
class _Result:
    """A checked translation.

    Attributes:
        source: The text, or the file with both.
        target: The translation; None if the file has both.
        polity: Whose ministries are meant.
        checked: What was found.
    """

    source: str | Upload
    target: str | Upload | None
    polity: str
    checked: Checked


class Stretch(NamedTuple):
    """A stretch of a text.

    Attributes:
        text: The text.
        severity: The severity of the finding in it; None if there is none.
        message: The message of the finding.
    """

    text: str
    severity: Severity | None = None
    message: str = ""


def show_form(request: Request) -> Response:
    """Show the form."""
    require(request, Role.READER)
    return page(request, "check.html", problem=None, given=Given(), **_choices())


def check(request: Request, form: Form) -> Response:
    """Check a translation and send the browser on to the findings."""
    state, principal = state_of(request), principal_of(request)
    try:
        source, target = text_of(form, "source"), text_of(form, "target")
        if source is None or (isinstance(source, str) and target is None):
            raise missing("two texts, or a file with both languages, are needed")
        polity = form.choice("polity", POLITIES)
        profile = form.choice("profile", PROFILES)
        checked: Checked = run_on(state, jobs.check, source, target, profile=profile, polity=polity)
        # Segments hold the texts once more, findings are about as large as their messages.
        size = 3 * size_of(source, target) + 500 * len(checked.findings)
        result = _Result(source, target, polity, checked)
        key = state.results.put(principal.name, result, size)
    except FAILURES as error:
        return failed(request, "check.html", error, form, **_choices())
    return RedirectResponse(request.app.url_path_for("checked", key=key), HTTPStatus.SEE_OTHER)


def show_result(request: Request) -> Response:
    """Show the findings by segment: of one severity or rule, or all."""
    found = _found(request)
    severity, rule = (request.query_params.get(name, "") for name in ("severity", "rule"))
    findings = [
        one
        for one in found.checked.findings
        if one.severity == (severity or one.severity) and one.rule == (rule or one.rule)
    ]
    by_segment: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for one in findings:
        by_segment[one.file, one.segment].append(one)
    segments = [
        (segment, own)
        for segment in found.checked.segments
        if (own := by_segment.get((segment.file, segment.number)))
    ]
    paging = Paging.of(request, len(segments), _SEGMENTS)
    return page(
        request, "checked.html",
        key=request.path_params["key"],
        name=_name(found),
        count=len(found.checked.segments),
        total=len(found.checked.findings),
        severities=_counts(one.severity.value for one in found.checked.findings),
        rules=_counts(one.rule for one in found.checked.findings),
        severity=severity,
        rule=rule,
        segments=[
            (
                segment,
                own,
                marked(segment.source, [(one.source_span, one) for one in own]),
                marked(segment.target, [(one.target_span, one) for one in own]),
            )
            for segment, own in segments[paging.start : paging.end]
        ],
        paging=paging,
        formats=_formats(found),
    )  # fmt: skip


def show_page(request: Request) -> Response:
    """Return the report as a page."""
    headers = {"Content-Security-Policy": framed_policy(), "Content-Type": "text/html"}
    return Response(_report(request, _found(request), "html"), headers=headers)


def save(request: Request) -> Response:
    """Return the findings as a file in some format."""
    found = _found(request)
    formats = _formats(found)
    for format in formats:
        if format == request.path_params["to"]:
            return attachment(_report(request, found, format), format, _name(found, format))
    raise Refused(
        HTTPStatus.NOT_FOUND, f"not a format for these findings; one of: {', '.join(formats)}"
    )


def marked(text: str, spans: Sequence[tuple[tuple[int, int] | None, Finding]]) -> Iterator[Stretch]:
    """Yield a text in stretches, those of findings marked; of overlapping ones the most severe.

    Args:
        text: The text.
        spans: The findings with their spans in it.
    """
    worst: dict[int, Finding] = {}
    order = list(Severity)
    for span, finding in sorted(spans, key=lambda pair: order.index(pair[1].severity)):
        # A span without length is a place between two characters: the next one is marked.
        for offset in range(*(_widened(span, len(text)) if span else (0, 0))):
            worst[offset] = finding
    start = 0
    for end in range(1, len(text) + 1):
        finding_here = worst.get(start)
        if end == len(text) or worst.get(end) is not finding_here:
            if finding_here is None:
                yield Stretch(text[start:end])
            else:
                yield Stretch(text[start:end], finding_here.severity, finding_here.message)
            start = end


def _widened(span: tuple[int, int], length: int) -> tuple[int, int]:
    start, end = span
    return (start, end) if start < end else (max(0, min(start, length - 1)), start + 1)


def _found(request: Request) -> _Result:
    principal = require(request, Role.READER)
    return state_of(request).results.get(principal.name, request.path_params["key"], _Result)


def _report(request: Request, found: _Result, to: ReportFormat) -> bytes:
    # A file is written into only if it is the one with both languages, or the translation.
    file = next((one for one in (found.target, found.source) if isinstance(one, Upload)), None)
    written: bytes = run_on(
        state_of(request), jobs.report, file, checked=found.checked, to=to, polity=found.polity
    )
    return written


def _formats(found: _Result) -> list[ReportFormat]:
    # What reads documents is imported when it is used: start-up time is a feature.
    from glossary.checking import FORMATS, IN_FILE
    from glossary.views.findings.notes import can_write

    file = name_of(found.source if found.target is None else found.target)
    return [one for one in FORMATS if one not in IN_FILE or can_write(one, PurePath(file))]


def _name(found: _Result, format: ReportFormat | None = None) -> str:
    """Return the name of a report; without a format, and of the checked file itself, its own."""
    from glossary.checking import SUFFIXES

    file = PurePath(name_of(found.target) or name_of(found.source))
    if suffix := SUFFIXES.get(format) if format else None:
        return f"{file.stem}-{_UNNAMED}{suffix}" if file.stem else _UNNAMED + suffix
    return file.name


def _counts(values: Iterator[str]) -> list[tuple[str, int]]:
    return Counter(values).most_common()


def _choices() -> dict[str, Any]:
    return {"polities": POLITIES, "profiles": list(PROFILES)}


ROUTES = [
    Route("/check", show_form, name="check"),
    Route("/check", posted(Role.READER, check), methods=["POST"]),
    Route("/check/{key}", show_result, name="checked"),
    Route("/check/{key}/page", show_page, name="checked_page"),
    Route("/check/{key}/as/{to}", save, name="checked_as"),
]
