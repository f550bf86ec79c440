"""The routes of the server as a whole."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from starlette.routing import Route

from glossary.serve.application import create_app
from glossary.serve.settings import Settings


def test_a_name_belongs_to_one_path() -> None:
    """Pages make the addresses of their links from the names of routes."""
    paths = defaultdict(set)
    for route in create_app(Settings(Path("team.db"))).routes:
        # Forms have no name of their own: they have the path of a page.
        if isinstance(route, Route) and route.name != "endpoint":
            paths[route.name].add(route.path)
    assert {name: found for name, found in paths.items() if len(found) > 1} == {}
