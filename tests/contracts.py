"""The contracts of formats; the test of each format subclasses one of these.

A format that is only written keeps :class:`WritingContract`, one that is read as well
:class:`FormatContract`, and one that holds ids, glosses and what else is common
:class:`WholeContract`. ``test_every_format_has_its_contract`` sees to it that none is left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.errors import InputError, InvalidConcept
from termbase.formats import FORMATS, ParsedFile, losses, parse, write
from termbase.formats.characters import first_unwritable
from termbase.formats.losses import words_for_loss
from termbase.model.concept import Concept, Language, Source, Status, Term
from tests.strategies import bases, wild_bases

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
    "a,b", 'a"b', "a\tb", "a;b", "'a", "=1+1", "+1", "-1", "@a", "'=1", "a  b", "𠮷", "e\u0301", "a\u200bb",
    "<b>&amp;", "\\n", "“x”", "\u202e", "a|b", "|a", "a | b", "a\rb", "a\r\nb", "a\u2028b", "_x0041_", "\\|",
]  # fmt: skip
UNWRITABLE = [
    *map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20))), "\ufffe", "\uffff", "\ud800", "\udfff",
]  # fmt: skip
# One test for several formats is called on several classes: that is its purpose.
LAW = settings(
    suppress_health_check=[HealthCheck.differing_executors],
    max_examples=settings().max_examples // 2,
)
FEW = 100


def calls(function: Callable[[list[Concept]], None], concepts: list[Concept]) -> int:
    """Return the number of function calls, of C functions too, that a call makes."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        function(concepts)
    finally:
        sys.setprofile(None)
    return count


def many(count: int) -> list[Concept]:
    """Homophones, so that those that a file gives no id are named one after the other."""
    digits = "〇一二三四五六七八九"
    return [
        replace(
            SIMPLE,
            id=f"c{number}",
            subject=f"s{number}",
            terms=(
                replace(SIMPLE.terms[0], text=(text := _numeral(number, digits)), traditional=text),
                replace(SIMPLE.terms[1], text=f"official {number}"),
                SIMPLE.terms[2],
            ),
        )
        for number in range(count)
    ]


def _numeral(number: int, digits: str) -> str:
    return "裸官" + "".join(digits[int(digit)] for digit in str(number))


class WritingContract:
    """Subclasses name the format."""

    name: str

    def test_what_cannot_be_written_is_left_out_and_named(self) -> None:
        for char in UNWRITABLE:
            text = f"裸{char}官"
            concept = replace(
                SIMPLE, terms=(replace(SIMPLE.terms[0], text=text), *SIMPLE.terms[1:])
            )
            other = replace(concept, id="other")
            data, lost = write([SIMPLE, other], self.name)
            assert any(field.startswith("concept") for field in lost)
            if FORMATS[self.name].reads:
                alone = parse(write([SIMPLE], self.name)[0], self.name, "x")
                assert parse(data, self.name, "x").concepts == alone.concepts

    @LAW
    @given(concepts=wild_bases)
    def test_anything_is_written_or_refused(self, concepts: list[Concept]) -> None:
        try:
            data, lost = write(concepts, self.name)
        except (InputError, InvalidConcept) as error:
            assert "cannot" in str(error)  # noqa: PT017
        else:
            self.holds(concepts, data, lost)

    def holds(self, concepts: list[Concept], data: bytes, lost: Counter[str]) -> None:
        assert data
        words = [words_for_loss(name) for name in lost]
        assert not [word for word in words if word.startswith("term ") or "_" in word]

    def test_the_work_is_proportional_to_the_number_of_concepts(self) -> None:
        # What is read once and kept does not count.
        self.of_many(many(10))
        some, twice = (calls(self.of_many, many(count)) for count in (FEW, 2 * FEW))
        # Work of which a seventh grows with the square of the number makes 2.3 times the calls.
        assert twice < 2.25 * some

    def of_many(self, concepts: list[Concept]) -> None:
        assert len(write(concepts, self.name)[0]) > 50 * len(concepts)


class FormatContract(WritingContract):
    """Subclasses name what the format cannot hold."""

    cannot_hold: frozenset[str] = frozenset()

    def reading(self, data: bytes) -> ParsedFile:
        """Parse a file that was written here, completely and in the encoding that it declares."""
        reading = parse(data, self.name, "x")
        assert reading.problems == ()
        assert len({entry.concept.id for entry in reading.entries}) == len(reading.entries)
        return reading

    def again(self, concepts: Sequence[Concept]) -> list[Concept]:
        return self.reading(write(concepts, self.name)[0]).concepts

    def test_empty(self) -> None:
        assert self.again([]) == []
        assert write([], self.name)[1] == {}

    @LAW
    @given(concepts=bases)
    def test_what_is_lost_is_reported(self, concepts: list[Concept]) -> None:
        data, lost = write(concepts, self.name)
        assert losses(concepts, self.reading(data)) == lost
        assert set(lost) <= self.cannot_hold

    def holds(self, concepts: list[Concept], data: bytes, lost: Counter[str]) -> None:
        writable = [concept for concept in concepts if not first_unwritable(concept)]
        if len(writable) < len(concepts):
            # The others are left out and named; reading refuses their characters.
            data, others = write(writable, self.name)
            assert others <= lost
            lost = others
        assert losses(writable, self.reading(data)) == lost

    def of_many(self, concepts: list[Concept]) -> None:
        read = self.again(concepts)
        assert [one.chinese[0].text for one in read] == [one.chinese[0].text for one in concepts]
        assert [one.english[0].text for one in read] == [one.english[0].text for one in concepts]


class WholeContract(FormatContract):
    """Of formats that hold ids, glosses, notes, and terms with their first properties."""

    def test_simple(self) -> None:
        assert self.again([SIMPLE]) == [SIMPLE]
        assert write([SIMPLE], self.name)[1] == {}

    @pytest.mark.parametrize("text", AWKWARD)
    def test_awkward_texts(self, text: str) -> None:
        terms = (SIMPLE.terms[0], replace(SIMPLE.terms[1], text=text), SIMPLE.terms[2])
        source = (Source(text),)
        concept = replace(SIMPLE, gloss=text, note=text, subject=text, terms=terms, sources=source)
        expected = self.kept(concept, text)
        assert self.again([concept]) == [expected]
        assert bool(write([concept], self.name)[1]) == (expected != concept)

    def kept(self, concept: Concept, text: str) -> Concept:
        """The concept as it is read again."""
        return concept

    def of_many(self, concepts: list[Concept]) -> None:
        assert self.again(concepts) == concepts
