"""The machine translation of OmegaT's plugin "Fake MT": one suggestion for a segment.

``GET /omegat?source=zh&target=en&text=…`` returns ``{"translation": …}``. OmegaT puts the text of
``translation`` into the target when the translator asks for it, so there is no mark in it that
says how good it is; that is in ``quality``.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.routing import Route

from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from glossary.serve.tools.answers import Utf8Response
from glossary.serve.tools.keys import require_key
from glossary.serve.tools.requests import DEFAULT_SCORE, LOWEST_SCORE, number_in, segment_of
from glossary.translate.pretranslate import pretranslate
from termbase.store.accounts import Role


def suggest(request: Request) -> Utf8Response:
    """Return the best translation that the memory and the terms have for a text."""
    query = request.query_params
    require_key(request, query.get("api_key", ""), Role.READER)
    for name in ("source", "target", "text"):
        if name not in query:
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{name} is missing in the address")
    segment = segment_of(query["text"], query["source"], query["target"])
    at_least = number_in(query, "min_similarity", DEFAULT_SCORE, LOWEST_SCORE, 100)
    glossary = state_of(request).glossary
    [best] = pretranslate(glossary.memory, glossary.finder, [segment], at_least, processes=1)
    match = None if best.term else best.match
    return Utf8Response(
        {
            "translation": best.target,
            # 0 is a term, or nothing.
            "quality": min(match.score, 100) if match else 0,
            "source": match.stored if match else best.source if best.term else "",
        }
    )


ROUTES = [Route("/omegat", suggest, name="omegat")]
