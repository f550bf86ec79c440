"""The data categories of TBX 3, their modules and their dialects.

Sources: ISO 30042:2019; the modules Min, Basic and Linguist as published at tbxinfo.net.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from termbase.formats.xml.safe import local
from termbase.model.concept import Status

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MODULES = {name: f"http://www.tbxinfo.net/ns/{name}" for name in ("min", "basic", "linguist")}

STATUSES = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.SUPERSEDED: "supersededTerm-admn-sts",
}


class Category(NamedTuple):
    """A data category.

    Attributes:
        module: The module that defines it.
        element: Its element in style DCA.
        levels: The levels that it is allowed at: ``conceptEntry``, ``langSec``, ``termSec``.
        values: The allowed values; empty for any text.
    """

    module: str
    element: str
    levels: tuple[str, ...]
    values: tuple[str, ...] = ()


_TERM = ("termSec",)
_ENTRY = ("conceptEntry",)
_ALL = ("conceptEntry", "langSec", "termSec")

CATEGORIES = {
    "administrativeStatus": Category("min", "termNote", _TERM, tuple(STATUSES.values())),
    "customerSubset": Category("min", "admin", ("conceptEntry", "termSec")),
    "externalCrossReference": Category("min", "xref", _ALL),
    "partOfSpeech": Category(
        "min", "termNote", _TERM, ("adjective", "noun", "other", "verb", "adverb")
    ),
    "subjectField": Category("min", "descrip", _ENTRY),
    "context": Category("basic", "descrip", _TERM),
    "crossReference": Category("basic", "ref", ("conceptEntry", "termSec")),
    "definition": Category("basic", "descrip", ("conceptEntry", "langSec")),
    "geographicalUsage": Category("basic", "termNote", _TERM),
    "grammaticalGender": Category(
        "basic", "termNote", _TERM, ("masculine", "feminine", "neuter", "other")
    ),
    "projectSubset": Category("basic", "admin", ("conceptEntry", "termSec")),
    "responsibility": Category("basic", "transacNote", _ALL),
    "source": Category("basic", "admin", _ALL),
    "termLocation": Category(
        "basic",
        "termNote",
        _TERM,
        tuple(
            "checkBox comboBox comboBoxElement dialogBox groupBox informativeMessage "
            "interactiveMessage menuItem progressBar pushButton radioButton slider spinBox tab "
            "tableText textBox toolTip user-definedType".split()
        ),
    ),
    "termType": Category(
        "basic",
        "termNote",
        _TERM,
        ("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"),
    ),
    # "creation" is in the published samples of Basic, though not in its module.
    "transactionType": Category(
        "basic", "transac", _ALL, ("origination", "modification", "creation")
    ),
    "xGraphic": Category("basic", "xref", ("conceptEntry", "langSec")),
    "usageStatus": Category("basic", "termNote", _TERM),
    "grammaticalNumber": Category(
        "linguist", "termNote", _TERM, ("singular", "plural", "dual", "mass", "otherNumber")
    ),
    "reading": Category("linguist", "admin", _TERM),
    "readingNote": Category("linguist", "adminNote", _TERM),
    "register": Category(
        "linguist",
        "termNote",
        _TERM,
        tuple(
            f"{name}Register"
            for name in "colloquial neutral technical in-house bench-level slang vulgar".split()
        ),
    ),
    "transferComment": Category("linguist", "termNote", _TERM),
}

# In the published samples of Basic, though not in its module: accepted and not written.
UNPUBLISHED = frozenset(("usageStatus",))

# The modules of each dialect.
DIALECTS: dict[str, tuple[str, ...]] = {
    "Core": (),
    "Min": ("min",),
    "Basic": ("min", "basic"),
    "Linguist": ("min", "basic", "linguist"),
}

# The elements whose attribute ``type`` names a data category, in style DCA.
TYPED = frozenset(
    "descrip descripNote admin adminNote termNote transac transacNote ref xref".split()
)
# The elements that group a data category with details of it, and its element.
GROUPS = {
    "descripGrp": "descrip", "adminGrp": "admin", "termNoteGrp": "termNote",
    "transacGrp": "transac",
}  # fmt: skip
LEVELS = ("conceptEntry", "langSec", "termSec")
DCT_ELEMENTS = {
    f"{{{MODULES[category.module]}}}{name}": category.element
    for name, category in CATEGORIES.items()
}


def core_name(element: Any) -> str:
    """Return the element of the core, in style DCA, that an element of either style is.

    Returns:
        Its name; empty for an element of neither.
    """
    tag = element.tag
    if isinstance(tag, str) and tag.startswith(f"{{{NAMESPACE}}}"):
        return local(element)
    return DCT_ELEMENTS.get(tag, "")
