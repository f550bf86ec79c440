"""Operations that exchange files: export terms and units, import them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field
from starlette.responses import Response

from glossary.serve.api import jobs
from glossary.serve.api.models import ProblemRecord, Status, Usage
from glossary.serve.api.operation import PREFIX, Answer, Call, Operation
from glossary.serve.api.proposals import ProposalRecord
from glossary.serve.api.requests import Fields, File, Model
from glossary.serve.files import ANY, attachment, bare, written
from glossary.serve.uploads import run_on
from glossary.serve.workers import jobs as workers
from glossary.serve.workers import proposing
from glossary.views.records import proposal_record, units_report_record
from termbase.store.accounts import Role

if TYPE_CHECKING:
    from glossary.exporting import Exported
    from termbase.memory.files import MemoryImport

_NO_SUFFIX = {"yomitan": ".zip", "memoq": ".csv", "deepl": ".csv", "google": ".csv"}


def _name_formats(schema: dict[str, Any]) -> None:
    """Name the formats in the OpenAPI document."""
    from termbase.formats import FORMATS

    schema["enum"] = [name for name, format in FORMATS.items() if format.writes]


class ExportQuery(Fields):
    """The query of an export of terms."""

    format: str = Field(max_length=40, json_schema_extra=_name_formats)
    subject: list[str] = Field([])
    status: list[Status] = Field([])
    usage: list[Usage] = Field([])
    level: int = Field(1, ge=1, le=5, description="Leave out concepts that are better known.")
    builtin: bool = Field(True, description="Also the built-in terms.")
    direction: Literal["zh-en", "en-zh"] = "zh-en"
    script: Literal["given", "simplified", "traditional", "both"] = "given"


class UnitsQuery(Fields):
    """The query of an export of the memory."""

    format: Literal["tmx", "tsv"] = "tmx"


class ImportForm(Fields):
    """A file of terms, which becomes a proposal."""

    file: File
    comment: str = Field("", max_length=1000)
    format: str | None = Field(None, max_length=40, description="By default from the suffix.")
    encoding: str | None = Field(None, max_length=40)
    sheet: str = ""
    split: bool = Field(False, description="Read cells such as `a; b` as several terms.")
    clean: bool = Field(False, description="Remove control characters.")
    skip_bad: bool = Field(False, description="Leave out what cannot be read.")
    on_conflict: Literal["refuse", "ours", "theirs", "both"] = "refuse"


class UnitsForm(Fields):
    """A file of translation units, which is imported into the memory."""

    file: File
    comment: str = Field("", max_length=1000)
    duplicates: Literal["identical", "newest", "all"] = "identical"
    encoding: str | None = Field(None, max_length=40)
    source_language: str = Field("", max_length=40)
    target_language: str = Field("", max_length=40)
    clean: bool = False
    skip_bad: bool = False
    dry_run: bool = Field(False, description="Only report.")


class UnitsReport(Model):
    """The outcome of an import into the memory."""

    added: int
    unchanged: int
    replaced: int
    skipped: list[ProblemRecord]


def export_terms(call: Call) -> Response:
    """Return the visible concepts as a file; the header Glossary-Losses names what it lacks."""
    # What reads and writes formats takes time to load, and the server is to start quickly.
    from termbase.formats import FORMATS

    options = call.query.model_dump()
    # In a worker: making a large file would hold up the requests of others.
    made: Exported = call.state.clerk.run(jobs.dump, **options)
    suffixes = FORMATS[made.format].suffixes
    suffix = suffixes[0] if suffixes else _NO_SUFFIX.get(made.format, f".{made.format}")
    return attachment(made.data, made.format, f"glossary{suffix}", _losses(made.losses))


def export_units(call: Call) -> Response:
    """Return all units of the memory as a file, while it is being written."""
    from termbase.memory.files import export

    format, memory = call.query.format, call.state.glossary.memory
    pieces = written(lambda file: export(memory, file, format))
    return attachment(pieces, format, f"memory.{format}")


def import_terms(call: Call) -> Answer:
    """Propose the import of a file of terms; its preview tells what it would do."""
    options = call.body.model_dump(exclude={"file"})
    file, author = call.body.file, call.principal.name
    proposal = call.state.workers.run(
        proposing.propose_import, file.name, file.data, author=author, **options
    )
    location = f"{PREFIX}/proposals/{proposal.number}"
    return Answer(proposal_record(proposal), {"Location": location}, HTTPStatus.CREATED)


def import_units(call: Call) -> dict[str, Any]:
    """Import a file of translation units into the memory."""
    options = call.body.model_dump(exclude={"file", "source_language", "target_language"})
    languages = call.body.source_language, call.body.target_language
    report: MemoryImport = run_on(
        call.state, workers.import_units, call.body.file, author=call.principal.name,
        languages=languages, **options,
    )  # fmt: skip
    return units_report_record(report)


def _losses(losses: Mapping[str, int]) -> dict[str, str]:
    shown = ", ".join(f"{name.replace(' ', '_')}={count}" for name, count in losses.items())
    return {"Glossary-Losses": shown} if shown else {}


OPERATIONS = (
    Operation(
        "GET", "/export", Role.READER, export_terms, query=ExportQuery,
        files=(*map(bare, ("csv", "tsv", "json", "xlsx", "xliff", "skos")), ANY),
    ),
    Operation(
        "GET", "/memory/export", Role.READER, export_units, query=UnitsQuery,
        files=(bare("tmx"), bare("tsv")),
    ),
    Operation(
        "POST", "/imports", Role.PROPOSER, import_terms, ProposalRecord, form=ImportForm,
        success=(HTTPStatus.CREATED,), is_repeatable=True,
    ),
    Operation(
        "POST", "/memory/imports", Role.EDITOR, import_units, UnitsReport, form=UnitsForm,
        is_repeatable=True,
    ),
)  # fmt: skip
