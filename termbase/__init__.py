"""Bilingual terminology: data model, storage, look-up, translation memory, exchange formats.

The names below are public and loaded when they are first used; everything else may change between
releases.
"""

# Nothing is imported here, not even ``typing``: the command starts in this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from termbase.errors import (
        Conflict,
        ContentError,
        Error,
        InputError,
        InvalidConcept,
        NotFound,
        Outdated,
        Problem,
        StoreError,
        TooNew,
    )
    from termbase.formats import FORMATS, parse, read, write
    from termbase.lookup import Hit
    from termbase.model.concept import (
        Concept,
        Cues,
        Example,
        FirstUse,
        Language,
        PassThrough,
        Related,
        Relation,
        Source,
        Status,
        Term,
        Usage,
    )
    from termbase.model.unit import TranslationUnit
    from termbase.store import Store
    from termbase.store.changes import Change, Version, written_by
    from termbase.termbase import Termbase
    from termbase.validation import validate

_MODULES = {
    "errors": "Conflict ContentError Error InputError InvalidConcept NotFound Outdated Problem"
    " StoreError TooNew",
    "formats": "FORMATS parse read write",
    "lookup": "Hit",
    "model.concept": "Concept Cues Example FirstUse Language PassThrough Related Relation Source"
    " Status Term Usage",
    "model.unit": "TranslationUnit",
    "store": "Store",
    "store.changes": "Change Version written_by",
    "termbase": "Termbase",
    "validation": "validate",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "FORMATS",
    "Change",
    "Concept",
    "Conflict",
    "ContentError",
    "Cues",
    "Error",
    "Example",
    "FirstUse",
    "Hit",
    "InputError",
    "InvalidConcept",
    "Language",
    "NotFound",
    "Outdated",
    "PassThrough",
    "Problem",
    "Related",
    "Relation",
    "Source",
    "Status",
    "Store",
    "StoreError",
    "Term",
    "Termbase",
    "TooNew",
    "TranslationUnit",
    "Usage",
    "Version",
    "parse",
    "read",
    "validate",
    "write",
    "written_by",
]


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"termbase.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
