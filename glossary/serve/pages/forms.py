"""Forms that a browser sends: fields, files, and the check that it is a form of ours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import Response

from glossary.serve.numbers import number_of
from glossary.serve.principal import (
    check_origin,
    principal_of,
    refuse_other_sites,
    require,
)
from glossary.serve.uploads import Upload, safe_name
from termbase.store.accounts import Role

_FILES = 10
_FIELDS = 2000
# A text that is pasted; a longer one is sent as a file.
_FIELD_BYTES = 4 << 20
# Files stay in memory, for they may be confidential; the size of bodies is limited anyway.
MultiPartParser.spool_max_size = 1 << 30


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form.

    Attributes:
        fields: The texts, by name.
        uploads: The files, by name; those that were chosen.
    """

    fields: FormData
    uploads: dict[str, Upload]

    def text(self, name: str) -> str:
        """Return a text as it was typed; empty if it is missing."""
        value = self.fields.get(name, "")
        # Browsers send line ends as CR LF (HTML, 4.10.21.4).
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    def choice(self, name: str, values: Collection[str]) -> str:
        """Return a text that is one of some values; empty if it is none of them."""
        value = self.text(name)
        return value if value in values else ""

    def number(self, name: str) -> int:
        """Return a number without a sign; 0 if it is none."""
        return number_of(self.text(name)) or 0

    def texts(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [value for value in self.fields.getlist(name) if isinstance(value, str)]

    def local_path(self, name: str) -> str:
        """Return a path of this server to go to; the start if it is another place."""
        path = self.text(name)
        is_local = path.startswith("/") and not path.startswith(("//", "/\\"))
        return path if is_local and path.isprintable() else "/"


def posted(
    role: Role, handle: Callable[[Request, Form], Response]
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that reads a form and handles it in a thread.

    Args:
        role: The lowest role that may send it; others are refused before it is read.
        handle: Answers it.
    """

    async def endpoint(request: Request) -> Response:
        await run_in_threadpool(require, request, role)
        form = await read_form(request)
        return await run_in_threadpool(handle, request, form)

    return endpoint


async def read_form(request: Request) -> Form:
    """Return the form that a request sends.

    Raises:
        Refused: If it is not a form, or a page of another site may have sent it.
    """
    refuse_other_sites(request)
    async with request.form(
        max_files=_FILES, max_fields=_FIELDS, max_part_size=_FIELD_BYTES
    ) as fields:
        csrf = fields.get("csrf", "")
        principal = await run_in_threadpool(principal_of, request)
        check_origin(principal, request.method, csrf if isinstance(csrf, str) else "")
        uploads = {}
        for name, value in fields.multi_items():
            if isinstance(value, UploadFile) and value.filename:
                uploads[name] = Upload(safe_name(value.filename), await value.read())
        return Form(fields, uploads)
