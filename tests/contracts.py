"""What every format keeps, whichever it is; each format's test subclasses this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.concept import Concept, Language, Source, Status, Term
from termbase.formats import losses, parse, write
from tests.strategies import bases

ZH, EN = Language.CHINESE, Language.ENGLISH
SIMPLE = Concept(
    "luoguan",
    (
        Term(ZH, "裸官", traditional="裸官", pinyin="luǒguān", status=Status.PREFERRED),
        Term(EN, "naked official", status=Status.PREFERRED),
        Term(EN, "bare official"),
    ),
    subject="corruption", kind="person type", gloss="A gloss.", literal="naked official", note="A note.",
    sources=(Source("A title"),),
)  # fmt: skip
AWKWARD = [
    "a,b", 'a"b', "a\tb", "a;b", "'a", "=1+1", "+1", "-1", "@a", "'=1", "a  b", "𠮷", "é", "a\u200bb", "<b>&amp;",
    "\\n", "“x”", "\u202e",
]  # fmt: skip


class FormatContract:
    """Subclasses name the format and what it cannot hold."""

    name: str
    cannot_hold: frozenset[str] = frozenset()

    def again(self, concepts: Sequence[Concept]) -> list[Concept]:
        data, _ = write(concepts, self.name)
        reading = parse(data, self.name, "x", "utf-8")
        assert reading.problems == ()
        return reading.concepts

    def test_empty(self) -> None:
        assert self.again([]) == []

    def test_simple(self) -> None:
        assert self.again([SIMPLE]) == [SIMPLE]
        assert write([SIMPLE], self.name)[1] == {}

    @pytest.mark.parametrize("text", AWKWARD)
    def test_awkward_texts(self, text: str) -> None:
        concept = replace(SIMPLE, gloss=text, note=text, subject=text)
        assert self.again([concept]) == [concept]

    # One test for several formats is called on several classes: that is its purpose.
    @settings(suppress_health_check=[HealthCheck.differing_executors])
    @given(concepts=bases)
    def test_what_is_lost_is_reported(self, concepts: list[Concept]) -> None:
        data, lost = write(concepts, self.name)
        reading = parse(data, self.name, "x", "utf-8")
        assert losses(concepts, reading) == lost
        assert set(lost) <= self.cannot_hold

    def test_many(self) -> None:
        many = [replace(SIMPLE, id=f"c{number}", subject=f"s{number}") for number in range(2000)]
        assert self.again(many) == many
