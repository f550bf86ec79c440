"""ETags of concepts and units: a change names the version that it is a change of (RFC 9110, 13)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from glossary.serve.problems import Refused
from termbase.model.record import to_record
from termbase.termbase import Termbase


def concept_etag(termbase: Termbase, concept_id: str) -> str:
    """Return the ETag of the visible concept with an id; empty if there is none.

    It is the number of the last change in the base. A built-in concept changes with the package
    only, so its ETag is made from what it says.
    """
    if termbase.own is not None and concept_id in termbase.own:
        return f'"{termbase.revision(concept_id)}"'
    concept = termbase.get(concept_id)
    return f'"builtin-{_digest(to_record(concept))}"' if concept else ""


def record_etag(record: Mapping[str, Any]) -> str:
    """Return the ETag of what has no revision, made from what it says."""
    return f'"{_digest(record)}"'


def require_match(headers: Mapping[str, str], present: str) -> None:
    """Refuse a change of a version that is not the present one.

    Call it in the transaction of the change.

    Args:
        headers: The headers of the request.
        present: The present ETag; empty if there is nothing to change.

    Raises:
        Refused: If ``If-Match`` names another one, or ``If-None-Match: *`` asks for something new
            and there is one; if ``If-Match`` is malformed.
    """
    if "if-match" in headers:
        expected = _tags(headers["if-match"])
        if "*" in expected and len(expected) > 1:
            raise Refused(
                HTTPStatus.PRECONDITION_FAILED,
                "If-Match is either * or a list of ETags; get the present version and send its own",
            )
        if present and ("*" in expected or present in expected):
            return
        found = f"has changed: its ETag is {present}" if present else "is not there any more"
    elif not present:
        return
    else:
        found = f"is there already: its ETag is {present}"
    raise Refused(
        HTTPStatus.PRECONDITION_FAILED, f"it {found}; get the present version and change that"
    )


def is_known(headers: Mapping[str, str], present: str) -> bool:
    """Return True if the client that asks for something has its present version already."""
    known = [tag.removeprefix("W/") for tag in _tags(headers.get("if-none-match", ""))]
    return present in known or "*" in known


def _tags(header: str) -> list[str]:
    # Our ETags have no commas.
    return [tag.strip() for tag in header.split(",")]


def _digest(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
