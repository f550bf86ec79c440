"""The parts of a request, checked against the models of its operation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Any, get_origin

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic.functional_validators import InstanceOf
from starlette.datastructures import ImmutableMultiDict, UploadFile
from starlette.requests import Request

from glossary.serve.api.operation import Operation
from glossary.serve.problems import Refused
from glossary.serve.uploads import Upload, safe_name

_FORM, _JSON = "multipart/form-data", "application/json"
_FIELDS = 100
# Escaped, half a character can be written that no encoding has.
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Model(BaseModel):
    """A JSON object in a body or an answer: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Fields(BaseModel):
    """A query or a form, whose values are texts: numbers and booleans are read from them."""

    model_config = ConfigDict(extra="forbid")


# An upload is compared with another one by its name and its bytes.
File = Annotated[
    InstanceOf[Upload],
    PlainSerializer(lambda upload: [upload.name, sha256(upload.data).hexdigest()]),
    WithJsonSchema({"type": "string", "format": "binary"}),
]


async def read_content(request: Request, operation: Operation) -> Any:
    """Return the body of a request: the value in JSON, or the fields of a form by name.

    Raises:
        Refused: If it is neither, or not what the operation takes.
        HTTPException: If a form is malformed.
    """
    kind = request.headers.get("content-type", _JSON).partition(";")[0].strip().lower()
    if operation.form is not None and kind == _FORM:
        async with request.form(max_files=10, max_fields=_FIELDS) as form:
            values = {
                name: [
                    Upload(safe_name(value.filename or ""), await value.read())
                    if isinstance(value, UploadFile)
                    else value
                    for value in form.getlist(name)
                ]
                for name in form
            }
        return _single(values, operation.form)
    # A form of another site can send anything but JSON without being asked for leave (CORS).
    taken = [_JSON] * (operation.body is not None) + [_FORM] * (operation.form is not None)
    if kind not in taken or kind == _FORM:
        raise Refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the body is {kind}; send {' or '.join(taken)}"
        )
    try:
        return parse_json(await request.body())
    except (ValueError, RecursionError) as error:
        raise Refused(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {error}") from None


def parse_json(data: bytes) -> Any:
    """Return the value in JSON, all of whose texts can be written as UTF-8 again.

    Raises:
        ValueError: If it is not JSON (RFC 8259), or has half a character.
        RecursionError: If it is nested too deeply.
    """
    text = data.decode()
    value = json.loads(text, parse_constant=_refuse_constant)
    if _SURROGATE.search(text):
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


def checked_content(operation: Operation, content: Any, kind: str) -> Any:
    """Return the body of a request as an instance of the operation's model.

    Args:
        operation: The operation.
        content: What :func:`read_content` has returned.
        kind: The media type of the body.

    Raises:
        ValidationError: If it is not one.
    """
    if not operation.takes_body:
        return None
    is_form = operation.form is not None and kind.lower().startswith(_FORM)
    model = operation.form if is_form else operation.body
    assert model is not None  # noqa: S101 - any other body has been refused
    return model.model_validate(content)


def checked_query(operation: Operation, query: ImmutableMultiDict[str, str]) -> Any:
    """Return the query of a request as an instance of the operation's model.

    Raises:
        ValidationError: If it is not one.
    """
    if operation.query is None:
        return None
    values = {name: query.getlist(name) for name in query}
    return operation.query.model_validate(_single(values, operation.query))


def _single(values: Mapping[str, list[Any]], model: type[BaseModel]) -> dict[str, Any]:
    """Return of a field that is a list all values, of any other one the last."""
    lists = {name for name, one in model.model_fields.items() if get_origin(one.annotation) is list}
    return {name: found if name in lists else found[-1] for name, found in values.items()}
