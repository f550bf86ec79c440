"""Forms that a browser sends: fields, files, and the check that it is a form of ours."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from glossary.serve.principal import check_origin, principal_of
from glossary.serve.problems import Refused

_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent.

    Attributes:
        name: Its name, without folders.
        data: Its bytes.
    """

    name: str
    data: bytes


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

    def texts(self, name: str) -> list[str]:
        """Return all values of a field."""
        return [value for value in self.fields.getlist(name) if isinstance(value, str)]

    def local_path(self, name: str) -> str:
        """Return a path of this server to go to; the start if it is another place."""
        path = self.text(name)
        is_local = path.startswith("/") and not path.startswith(("//", "/\\"))
        return path if is_local and path.isprintable() else "/"


async def read_form(request: Request) -> Form:
    """Return the form that a request sends.

    Raises:
        Refused: If it is not a form, or a page of another site may have sent it.
    """
    # Browsers tell where a form comes from; what tells nothing has no cookies of ours.
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise Refused(HTTPStatus.FORBIDDEN, "a form of another site is not accepted")
    fields = await request.form(max_files=10, max_fields=_FIELDS)
    csrf = fields.get("csrf", "")
    check_origin(principal_of(request), request.method, csrf if isinstance(csrf, str) else "")
    uploads = {}
    for name, value in fields.multi_items():
        if isinstance(value, UploadFile) and value.filename:
            base_name = value.filename.replace("\\", "/").rpartition("/")[2]
            uploads[name] = Upload(base_name, await value.read())
    return Form(fields, uploads)
