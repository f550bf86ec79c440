"""TBX, ISO 30042: version 3 (2019) in its dialects and both styles, and version 2 (2008).

A form in another script is a term of its own there: simplified characters stand under ``zh-Hans``,
traditional ones under ``zh-Hant``, those of Taiwan and Hong Kong under ``zh-Hant-TW`` and
``zh-Hant-HK``; the ``id`` of a term says of which term it is a form. Version 2 has ``zh-CN``,
``zh-TW`` and ``zh-HK``, which are the names that CAT tools know.

What has no category of its own stands in notes that begin with its name: ``Pinyin: luǒguān``,
``Literally: …``, ``First use: …``, ``Kind: …``, ``Used by: …``, and is read back as what it is.
"""

from termbase.formats.tbx.reader import read
from termbase.formats.tbx.writer import write

__all__ = ["read", "write"]
