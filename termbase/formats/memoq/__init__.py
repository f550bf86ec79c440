"""memoQ term bases as CSV, as memoQ exports and imports them.

The header names the columns. Those of the entry begin with ``Entry_``; then come for each language
``LANGUAGE_Def`` with the definition, and for each of its terms ``LANGUAGE``, ``Term_Info`` and
``Term_Example``, several terms as several columns of the same name. A language is called
``Chinese_PRC`` or ``English_United_States``; ``Term_Info`` holds case sensitivity, matching and
whether the term is forbidden, with semicolons between them: ``CasePermissive;HalfPrefix``. The
delimiter is a comma, or a semicolon from memoQ server.

Source: memoQ Web Service API, "Term base in CSV format"; memoQ help, "Term base CSV import
settings". What memoQ has and we do not (its ids, dates, people, other languages, more of
``Term_Info``) is kept.
"""

from termbase.formats.memoq.reader import read
from termbase.formats.memoq.writer import write

__all__ = ["read", "write"]
