"""Numbers in terms, written with digits."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from termbase.language.numerals import digit_variants, in_full, numeral_variants, parse_numeral
from termbase.model.concept import Concept, Language, Term
from termbase.model.record import to_record
from termbase.store import Store
from termbase.store.sqlite.schema import APPLICATION_ID, MIGRATIONS
from termbase.termbase import Termbase

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
    ("两个维护", ["2个维护"]),
    ("七千人大会", ["7000人大会", "7,000人大会", "7千人大会"]),
    ("七〇九大抓捕", ["709大抓捕"]),
    ("十十条措施", []),
    ("〇条措施", []),
    ("三令五申", []),
    ("六四", []),
    ("十四五", []),
    ("裸官", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_digit_variants(text: str, expected: list[str]) -> None:
    assert digit_variants(text) == expected


VARIANTS = [
    ("二十大", ["20大", "廿大"]),
    ("廿三条", ["二十三条", "23条"]),
    ("第三十一届", ["第31届", "第卅一届"]),
    ("二十届三中全会", ["二十届3中全会", "20届三中全会", "20届3中全会", "廿届三中全会", "廿届3中全会"]),
    ("一百二十条", ["120条", "一百廿条"]),
    ("四十七人案", ["卌七人案"]),
    ("三〇一医院", ["三零一医院"]),
    ("零八宪章", ["〇八宪章"]),
    # a date, and no number
    ("五卅惨案", []),
    ("五二十", []),
    ("零容忍", []),
    ("清零政策", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VARIANTS)
def test_numeral_variants(text: str, expected: list[str]) -> None:
    first, *others = numeral_variants(text)
    assert (first, others) == (text, expected)
    assert {in_full(form) for form in others if not re.search(r"\d", form)} <= {in_full(text)}


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_base_of_an_earlier_version_is_derived_anew(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.db"
    concept = Concept("ershi-da", (Term(Language.CHINESE, "“二十大”", pinyin="Èrshídà"),))
    connection = sqlite3.connect(path)
    for script in MIGRATIONS[:version]:
        connection.executescript(script)
    record = json.dumps(to_record(concept))
    connection.execute("INSERT INTO concept VALUES (?, '', ?)", (concept.id, record))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    with Store(path) as store:
        assert [form.text for form in store.forms(Language.CHINESE)] == [
            "二十大", "20大", "20 大", "廿大"
        ]  # fmt: skip
        assert list(store) == [concept]
    with Store(path) as store:
        assert len(store.forms(Language.CHINESE)) == 4
        assert [hit.matched for hit in Termbase(store, None).lookup("20大")] == ["“二十大”"]
        assert [hit.matched for hit in Termbase(store, None).lookup("十大")] == ["“二十大”"]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十", 20), ("一九八六", 1986), ("二〇二四", 2024), ("一百零二", 102), ("一百二", 120),
        ("三千五百万", 35_000_000), ("两亿五千万", 250_000_000), ("三万五", 35_000),
        ("一千零五十", 1050), ("一万零三百", 10_300), ("一万亿", 10**12), ("十三億", 1_300_000_000),
        ("兩萬", 20_000), ("百万", 1_000_000),
        ("万", None), ("二三十", None), ("十百", None), ("〇十", None), ("零", None), ("十〇", None),
    ],
)  # fmt: skip
def test_parse_numeral(numeral: str, value: int | None) -> None:
    assert parse_numeral(numeral) == value
