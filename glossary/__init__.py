"""Look up, find, annotate and exchange Chinese–English political terms.

``glossary.open()`` returns a :class:`Glossary`, the object that does everything; the other public
names are the types that it takes and returns, and the exceptions that it raises. They are imported
on first use (PEP 562), so ``import glossary`` loads nothing else.
"""

from __future__ import annotations

# Not imported from ``typing``, nor is anything else imported here: an interrupt (Ctrl-C) before
# the command has begun would show a traceback.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from glossary.check import Finding, Severity
    from glossary.documents import Document
    from glossary.find import Level, Mention
    from glossary.glossary import Glossary, open
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
    from termbase.lookup import Hit
    from termbase.memory import Match, Memory
    from termbase.model.concept import Concept, Language, Source, Status, Term, Usage
    from termbase.model.unit import TranslationUnit
    from termbase.store.changes import written_by

    __version__: str

__all__ = [
    "Concept", "Conflict", "ContentError", "Document", "Error", "Finding", "Glossary", "Hit",
    "InputError", "InvalidConcept", "Language", "Level", "Match", "Memory", "Mention", "NotFound",
    "Outdated", "Problem", "Severity", "Source", "Status", "StoreError", "Term", "TooNew",
    "TranslationUnit", "Usage", "__version__", "open", "written_by",
]  # fmt: skip

_MODULES = {
    "glossary.check": ("Finding", "Severity"),
    "glossary.documents": ("Document",),
    "glossary.find": ("Level", "Mention"),
    "glossary.glossary": ("Glossary", "open"),
    "termbase.errors": (
        "Conflict", "ContentError", "Error", "InputError", "InvalidConcept", "NotFound", "Outdated",
        "Problem", "StoreError", "TooNew",
    ),
    "termbase.lookup": ("Hit",),
    "termbase.memory": ("Match", "Memory"),
    "termbase.model.concept": ("Concept", "Language", "Source", "Status", "Term", "Usage"),
    "termbase.model.unit": ("TranslationUnit",),
    "termbase.store.changes": ("written_by",),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("zh-en-glossary")
    elif name in _MODULE_OF:
        from importlib import import_module

        value = getattr(import_module(_MODULE_OF[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
