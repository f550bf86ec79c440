"""The rules, one module a family.

A module has its rules, the functions that check them, and ``CHECKS``, which puts them together. To
add a family, write a module and add its name to ``FAMILIES``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.check.rule import Check, Rule

FAMILIES = (
    "completeness",
    "omission",
    "unpaired",
    "repetition",
    "codes",
    "width",
    "marks",
    "titles",
    "ends",
    "breaks",
    "scripts",
    "conventions",
    "consistency",
    "spacing",
    "quantities",
    "terms",
    "term_choice",
    "names",
)


@cache
def checks() -> tuple[Check, ...]:
    """Return the checks of all families."""
    modules = (import_module(f"{__name__}.{family}") for family in FAMILIES)
    return tuple(check for module in modules for check in module.CHECKS)


def rules() -> dict[str, Rule]:
    """Return all rules by their ids."""
    return {rule.id: rule for check in checks() for rule in check.rules}
