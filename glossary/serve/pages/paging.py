"""Long lists in pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from glossary.serve.numbers import number_of


@dataclass(frozen=True, slots=True)
class Paging:
    """A page of a list.

    Attributes:
        start: The index of its first row, from 0.
        end: The index after its last row.
        number: Its number, from 1.
        pages: The number of pages.
        previous: The query of the page before it; empty if there is none.
        next: The query of the page after it; empty if there is none.
    """

    start: int
    end: int
    number: int
    pages: int
    previous: str
    next: str

    @classmethod
    def of(cls, request: Request, count: int, size: int) -> Paging:
        """Return the page that a request asks for with ``page``; the nearest one that there is.

        Args:
            request: The request.
            count: The number of rows of the list.
            size: The number of rows of a page.
        """
        pages = max(1, -(-count // size))
        given = number_of(request.query_params.get("page", ""))
        number = min(max(given or 1, 1), pages)
        start = (number - 1) * size

        def query(other: int) -> str:
            if not 1 <= other <= pages:
                return ""
            return f"?{urlencode({**request.query_params, 'page': str(other)})}"

        return cls(
            start, min(start + size, count), number, pages, query(number - 1), query(number + 1)
        )
