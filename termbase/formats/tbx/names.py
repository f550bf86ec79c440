"""What TBX calls things: elements, namespaces, data categories and their values.

Sources: ISO 30042:2019; the modules Min, Basic and Linguist as published at tbxinfo.net.
"""

from __future__ import annotations

from typing import NamedTuple

from termbase.formats.xml.names import XML_LANG
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
        module: That defines it.
        element: Which it is the type of, in style DCA.
        levels: Where it may stand: ``conceptEntry``, ``langSec``, ``termSec``.
        values: The ones allowed; empty for any text.
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

# In the published samples of Basic, though not in its module: read and not written.
UNPUBLISHED = frozenset(("usageStatus",))

# The modules of each dialect.
DIALECTS: dict[str, tuple[str, ...]] = {
    "Core": (),
    "Min": ("min",),
    "Basic": ("min", "basic"),
    "Linguist": ("min", "basic", "linguist"),
}

# What version 2 calls levels, by what version 3 calls them.
LEVELS = {
    "conceptEntry": "conceptEntry", "termEntry": "conceptEntry",
    "langSec": "langSec", "langSet": "langSec",
    "termSec": "termSec", "tig": "termSec", "ntig": "termSec",
}  # fmt: skip

# Under which what only TBX understands is kept, whichever version it comes from.
FOREIGN = "tbx"
# The attribute that names a language, and the name under which a tag of a file's own is kept.
LANG = XML_LANG
TAG = "xml:lang"
# The name under which an id of a file's own is kept.
ID = "id"

# What each written form is tagged with, by version, unless a file has done so otherwise.
TAGS = {
    3: {
        "text": "zh-Hans", "traditional": "zh-Hant", "taiwan": "zh-Hant-TW",
        "hong_kong": "zh-Hant-HK",
    },
    2: {"text": "zh-CN", "traditional": "zh-TW", "taiwan": "zh-TW", "hong_kong": "zh-HK"},
}  # fmt: skip

# What groups a category with what tells something of it, and the element that the category is.
GROUPS = {
    "descripGrp": "descrip", "adminGrp": "admin", "termNoteGrp": "termNote",
    "transacGrp": "transac",
}  # fmt: skip

# What notes begin with that say what has no category of its own.
PINYIN, LITERAL, FIRST_USE, KIND, USED_BY = (
    "Pinyin: ", "Literally: ", "First use: ", "Kind: ", "Used by: ",
)  # fmt: skip


class Style(NamedTuple):
    """How a TBX file is written.

    Attributes:
        version: Of TBX, 2 or 3.
        dialect: As in :data:`DIALECTS`.
        dct: Whether data categories are elements of their own.
    """

    version: int
    dialect: str
    dct: bool

    @property
    def old(self) -> bool:
        """Whether it is version 2."""
        return self.version == 2

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of the dialect."""
        return DIALECTS[self.dialect]


def style_of(variant: str) -> Style:
    """The style that a variant names: ``v2``, or a dialect and a style, as ``Basic DCA``."""
    if variant == "v2":
        return Style(2, "Basic", dct=False)
    dialect, _, style = variant.partition(" ")
    return Style(3, dialect, dct=style == "DCT")
