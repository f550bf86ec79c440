"""The rows of the built-in terms as text: what is left out is filled in again."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from hypothesis import given

from termbase.builtin import open_builtin
from termbase.builtin.packing import packed, unpacked
from termbase.model.concept import Concept, Language, Status, Term
from termbase.store.keys import LookupKey, SearchForm
from termbase.store.writing import derive
from tests import strategies


def concept(*terms: Term) -> Concept:
    return Concept("luoguan", terms, subject="corruption")


@given(strategies.concepts)
def test_rows_come_back(one: Concept) -> None:
    rows = derive(one)
    line = packed(rows.record, rows.forms, rows.keys, rows.lemmas)
    assert unpacked(line, rows.lemmas) == (
        (one.id, one.subject, rows.record),
        rows.forms,
        rows.keys,
    )
    assert "\n" not in line


def test_plain_rows_are_left_out() -> None:
    plain = concept(
        Term(Language.CHINESE, "裸官", pinyin="luǒguān"),
        Term(Language.ENGLISH, "naked officials"),
    )
    rows = derive(plain)
    line = packed(rows.record, rows.forms, rows.keys, rows.lemmas)
    assert line == f'{rows.record}\t{{}}\t{{}}\t{{"0":"luǒ guān"}}'


def test_other_rows_are_kept() -> None:
    """Of a form with numerals, one that is not found as it is written, and one without letters."""
    other = concept(
        Term(Language.CHINESE, "三个代表", pinyin="sān gè dàibiǎo", status=Status.ADMITTED),
        Term(Language.ENGLISH, "(the) Three Represents", case_sensitive=True),
        Term(Language.ENGLISH, "…"),
    )
    rows = derive(other)
    line = packed(rows.record, rows.forms, rows.keys, rows.lemmas)
    assert unpacked(line, rows.lemmas)[1:] == (rows.forms, rows.keys)
    assert [form.text for form in rows.forms][:2] == ["三个代表", "3个代表"]


def test_all_rows_of_the_builtin_terms_come_back() -> None:
    with open_builtin() as store:
        query = store.database.rows
        records = query("SELECT record FROM concept ORDER BY id")
        lemmas = dict(query("SELECT form, lemma FROM lemma"))
        columns = {kind: ", ".join(kind._fields) for kind in (SearchForm, LookupKey)}
        forms = _grouped(
            SearchForm(*row[:4], *map(bool, row[4:]))
            for row in query(f"SELECT {columns[SearchForm]} FROM form ORDER BY concept, rowid")
        )
        keys = _grouped(
            LookupKey(*row)
            for row in query(f"SELECT {columns[LookupKey]} FROM key ORDER BY concept, id")
        )
    left_out = 0
    for (record,) in records:
        name = record.split('"', 4)[3]
        line = packed(record, forms.get(name, []), keys.get(name, []), lemmas)
        (found, _, again), *rows = unpacked(line, lemmas)
        assert (found, again) == (name, record)
        assert rows == [forms.get(name, []), keys.get(name, [])]
        left_out += line.endswith("}") and "\t{}\t{}\t" in line
    # Most concepts have plain rows alone; else this would not be worth its code.
    assert left_out > len(records) / 2


def _grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    return {name: list(own) for name, own in groupby(rows, key=lambda row: row.concept)}
