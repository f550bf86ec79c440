"""The public names of ``termbase``: a change here is a change for users."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import termbase

PUBLIC = """
    FORMATS Change Concept Conflict ContentError Cues Error Example FirstUse PassThrough Hit
    InputError InvalidConcept Language NotFound Outdated Problem Related Relation Source Status
    Store StoreError Term Termbase TooNew TranslationUnit Usage Version parse read validate write
    written_by
""".split()


def test_public_names() -> None:
    assert sorted(termbase.__all__) == sorted(PUBLIC)
    assert set(PUBLIC) <= set(dir(termbase))


@pytest.mark.parametrize("name", PUBLIC)
def test_public_names_can_be_imported(name: str) -> None:
    value = getattr(termbase, name)
    assert not inspect.ismodule(value)
    assert value.__doc__


def test_unknown_names_are_missing() -> None:
    with pytest.raises(AttributeError, match="'termbase' has no attribute 'nothing'"):
        _ = termbase.nothing


def test_all_errors_are_exported() -> None:
    from termbase import errors

    classes = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and value.__module__ == errors.__name__
    }
    assert classes - {"Iterable", "NamedTuple"} <= set(PUBLIC)


def test_names_are_not_hidden_by_modules() -> None:
    code = (
        "import termbase.validation, termbase.lookup, termbase.termbase; print(termbase.validate)"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.startswith("<function validate")


def test_importing_loads_nothing_of_ours() -> None:
    code = "import sys, termbase; print([m for m in sys.modules if m.startswith('termbase.')])"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"
