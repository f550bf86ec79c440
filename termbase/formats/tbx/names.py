"""Names that TBX files use, and names under which TBX data is kept.

The data categories are in :mod:`termbase.formats.rules.tbx_categories`.
"""

from __future__ import annotations

from typing import NamedTuple

from termbase.formats.rules.tbx_categories import DIALECTS

# The names of levels in versions 2 and 3, and those in version 3.
LEVEL_NAMES = {
    "conceptEntry": "conceptEntry", "termEntry": "conceptEntry",
    "langSec": "langSec", "langSet": "langSec",
    "termSec": "termSec", "tig": "termSec", "ntig": "termSec",
}  # fmt: skip

# The format of pass-through fields, for both versions.
FORMAT = "tbx"
# The names of pass-through fields for a language tag and an entry id of the file.
TAG_FIELD = "xml:lang"
ID_FIELD = "id"

# The language tag of each written form, by version, unless a file used another one.
TAGS = {
    3: {
        "text": "zh-Hans", "traditional": "zh-Hant", "taiwan": "zh-Hant-TW",
        "hong_kong": "zh-Hant-HK",
    },
    2: {"text": "zh-CN", "traditional": "zh-TW", "taiwan": "zh-TW", "hong_kong": "zh-HK"},
}  # fmt: skip

# The prefixes of notes for fields that have no data category.
PINYIN, LITERAL, FIRST_USE, KIND, USED_BY, RENDERED_AS = (
    "Pinyin: ", "Literally: ", "First use: ", "Kind: ", "Used by: ", "Rendered as: ",
)  # fmt: skip
# The text of a reference from a Chinese term to an English one that renders it.
RENDERING = "rendering"


class TbxStyle(NamedTuple):
    """The version, dialect and style of a TBX file.

    Attributes:
        version: The version, 2 or 3.
        dialect: A key of :data:`DIALECTS`.
        is_dct: True if data categories are elements of their own (style DCT).
    """

    version: int
    dialect: str
    is_dct: bool

    @property
    def is_version_2(self) -> bool:
        """True for version 2."""
        return self.version == 2

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of the dialect."""
        return DIALECTS[self.dialect]


def style_of(variant: str) -> TbxStyle:
    """Return the style that a variant names: ``v2``, or a dialect and a style: ``Basic DCA``."""
    if variant == "v2":
        return TbxStyle(2, "Basic", is_dct=False)
    dialect, _, style = variant.partition(" ")
    return TbxStyle(3, dialect, is_dct=style == "DCT")
