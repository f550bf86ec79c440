"""The CSV format in which memoQ exports and imports term bases.

The header names the columns. Columns of the entry begin with ``Entry_``. Each language has a column
``LANGUAGE_Def`` for the definition, and for each of its terms the columns ``LANGUAGE``,
``Term_Info`` and ``Term_Example``; several terms have several columns of the same name. Names of
languages are ``Chinese_PRC`` or ``English_United_States``. ``Term_Info`` contains case sensitivity,
matching and the mark of forbidden terms, separated by semicolons: ``CasePermissive;HalfPrefix``.
The delimiter is a comma, or a semicolon from memoQ server.

Source: memoQ Web Service API, "Term base in CSV format"; memoQ help, "Term base CSV import
settings". Other data (memoQ's ids, dates, people, other languages, more of ``Term_Info``) is
kept in pass-through fields.
"""

from termbase.formats.memoq.reader import read
from termbase.formats.memoq.writer import write

__all__ = ["read", "write"]
