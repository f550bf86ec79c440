"""Numbers in terms, written with digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from termbase.language.numerals import digit_variants
from termbase.model.concept import Concept, Language, Term
from termbase.store import Store

CASES = [
    ("二十大", ["20大"]),
    ("十一大", ["11大"]),
    ("十大", ["10大"]),
    ("二大", []),
    ("三个代表", ["3个代表"]),
    ("十九届六中全会", ["十九届6中全会", "19届六中全会", "19届6中全会"]),
    ("第二十次全国代表大会", ["第20次全国代表大会"]),
    ("一九八六年学潮", ["1986年学潮"]),
    ("二〇〇八年宪章", ["2008年宪章"]),
    ("一百二十条措施", ["120条措施"]),
    ("一百零八条措施", ["108条措施"]),
    ("百日维新", ["100日维新"]),
    ("七〇九大抓捕", ["709大抓捕"]),
    ("十十条措施", []),
    ("〇条措施", []),
    ("三令五申", []),
    ("六四", []),
    ("十四五", []),
    ("裸官", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_with_digits(text: str, expected: list[str]) -> None:
    assert digit_variants(text) == expected


def test_a_base_of_before_is_derived_anew(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    concept = Concept("ershi-da", (Term(Language.CHINESE, "“二十大”", pinyin="Èrshídà"),))
    with Store(path) as store:
        store.put([concept])
        store._connection.execute("DELETE FROM form")
        store._connection.execute("DELETE FROM key")
        store._connection.executescript("DROP TABLE unit; DROP TABLE segment")
        store._connection.execute("PRAGMA user_version = 1")
    with Store(path) as store:
        assert [form.text for form in store.forms(Language.CHINESE)] == ["二十大", "20大"]
        assert list(store) == [concept]
    with Store(path) as store:
        assert len(store.forms(Language.CHINESE)) == 2
