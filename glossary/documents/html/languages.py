"""Elements whose text is not searched: it is in another language, or not to be translated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

# The languages of the terms, tags that name no language (BCP 47, ISO 639), and codes of countries
# that pages have for Chinese.
_SEARCHED = frozenset(
    (
        "zh zho chi en eng cdo cjy cmn cpx czh czo gan hak hsn lzh mnp nan wuu yue mul und zxx "
        "cn hk tw"
    ).split()
)
_CODE = re.compile("[a-z]{2,3}")


class Inherited(NamedTuple):
    """The properties of text that it has of the elements around it.

    Attributes:
        is_foreign: True if it is in a language other than Chinese and English (``lang``).
        is_fixed: True if it is not to be translated (``translate="no"``).
    """

    is_foreign: bool = False
    is_fixed: bool = False

    @property
    def is_searched(self) -> bool:
        """True if the text is searched."""
        return not self.is_foreign and not self.is_fixed

    def within(self, attributes: Mapping[str, str]) -> Inherited:
        """Return the properties of the text in an element within this one.

        Args:
            attributes: Those of the element, names in lower case.
        """
        is_foreign, is_fixed = self
        language = attributes.get("lang", attributes.get("xml:lang"))
        if language is not None:
            is_foreign = _is_foreign(language)
        translate = attributes.get("translate")
        if translate is not None and translate.strip().lower() in ("", "yes", "no"):
            is_fixed = translate.strip().lower() == "no"
        elif "notranslate" in attributes.get("class", "").split():
            is_fixed = True
        return Inherited(is_foreign, is_fixed)


def _is_foreign(tag: str) -> bool:
    language = tag.strip().lower().replace("_", "-").partition("-")[0]
    return bool(_CODE.fullmatch(language)) and language not in _SEARCHED
