"""Answers in JSON that name their encoding."""

from __future__ import annotations

from starlette.responses import JSONResponse


class Utf8Response(JSONResponse):
    """JSON in UTF-8, as JSON always is (RFC 8259); OmegaT reads it as Latin-1 otherwise."""

    media_type = "application/json; charset=utf-8"
