"""TBX, ISO 30042: version 3 (2019) in its dialects and both styles, and version 2 (2008).

Each written form is a term of its own: simplified characters have the language ``zh-Hans``,
traditional ones ``zh-Hant``, those of Taiwan and Hong Kong ``zh-Hant-TW`` and ``zh-Hant-HK``; the
``id`` of a term names the term that it is a form of. Version 2 has ``zh-CN``, ``zh-TW`` and
``zh-HK``, the names that CAT tools know.

Fields without a data category are written as notes with a prefix, ``Pinyin: luǒguān``,
``Literally: …``, ``First use: …``, ``Kind: …``, ``Used by: …``, and read back as fields.

A Chinese term that names its renderings has for each, best first, a ``crossReference`` with the
text ``rendering`` to the English term; in the dialects without that category, Core and Min, a note
``Rendered as: …``. Without these all terms of an entry are synonyms, as ISO 30042 has it.

Reading is lenient: what is unknown becomes a pass-through field. Whether a file keeps the rules of
its dialect is checked by :mod:`termbase.formats.rules.tbx`.
"""

from termbase.formats.tbx.reader import read
from termbase.formats.tbx.writer import write

__all__ = ["read", "write"]
