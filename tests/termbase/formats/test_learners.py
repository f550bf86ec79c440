"""Formats for readers and learners: Yomitan, Anki, Pleco. They are written only."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.errors import InputError
from termbase.formats import FORMATS, read, write
from termbase.formats.learners import yomitan
from termbase.formats.learners.cards import Quotation, Sentence
from termbase.language.pinyin import with_tone_mark
from termbase.model.concept import Concept, Example, Language, Source, Status, Term, Usage
from termbase.model.fill import fill_concept
from termbase.termbase import Termbase
from tests.contracts import LAW, SIMPLE, WritingContract
from tests.strategies import bases
from tests.yomitan import Row, read_dictionary, text_of

ZH, EN = Language.CHINESE, Language.ENGLISH
PARTY = Concept(
    "ccdi",
    (
        Term(
            ZH, "中央纪律检查委员会", traditional="中央紀律檢查委員會", status=Status.PREFERRED,
            pinyin="Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì", renderings=("Central Commission",),
        ),
        Term(
            ZH, "中纪委", traditional="中紀委", pinyin="Zhōngjìwěi",
            renderings=("CCDI", "Central Commission"), usage=(Usage.MEDIA,),
        ),
        Term(EN, "Central Commission", usage=(Usage.OFFICIAL,)),
        Term(EN, "CCDI", usage=(Usage.MEDIA, Usage.ACADEMIC)),
    ),
    subject="institution", polity="mainland", level=2, gloss="The Party’s “police”.",
    examples=(Example("他被中纪委带走。", "The CCDI took him away."),),
)  # fmt: skip
# What each format gives a meaning to, and what text has.
SPECIAL = "ab裸官𠮷é \t\n\r\"'<>&#;:,|/\\[]{}%=@\u2028\x85\u3000\ueab0"
texts = st.text(st.sampled_from(SPECIAL), min_size=1, max_size=12).filter(str.strip)


class Note(NamedTuple):
    """A term in another program: its forms, its reading, and the rest of it as text."""

    forms: tuple[str, ...]
    reading: str
    text: str


def flat(text: str) -> str:
    return " ".join(text.split())


def sound(reading: str) -> str:
    """Return a reading with tone marks and nothing between its syllables."""
    marked = re.sub("[^0-9 ]+[1-5]", lambda match: with_tone_mark(match[0]), reading)
    return re.sub("[ ']", "", marked)


def without_regional_forms(concepts: list[Concept]) -> list[Concept]:
    """Return concepts without them, whose other forms and pinyin are complete."""
    return [
        fill_concept(
            replace(concept, terms=tuple(replace(term, taiwan="") for term in concept.terms))
        )
        for concept in concepts
    ]


@pytest.fixture(scope="module")
def euphemisms() -> list[Concept]:
    with closing(Termbase.open(None)) as termbase:
        return [concept for concept in termbase if concept.subject == "euphemism"]


class _Learners(WritingContract):
    """Subclasses read what was written, as the other program does."""

    def notes(self, data: bytes) -> list[Note]:
        raise NotImplementedError

    def title(self, data: bytes) -> str:
        """Return the name of the deck, the dictionary or the first category."""
        raise NotImplementedError

    def expected(self, term: Term) -> set[tuple[str, ...]]:
        """Return the forms of a term that are given together."""
        return {(term.text, term.traditional or term.text)}

    def of(self, concepts: Sequence[Concept], quotations: Sequence[Quotation] = ()) -> list[Note]:
        return self.notes(write(concepts, self.name, quotations=quotations)[0])

    def of_many(self, concepts: list[Concept]) -> None:
        forms = {form for note in self.of(concepts) for form in note.forms}
        assert forms == {concept.chinese[0].text for concept in concepts}

    def holds(self, concepts: list[Concept], data: bytes, lost: Counter[str]) -> None:
        super().holds(concepts, data, lost)
        self.notes(data)

    def test_what_is_missing_is_filled_in(self) -> None:
        bare = Concept("dangwei", (Term(ZH, "党委"), Term(EN, "party committee")))
        full = fill_concept(bare)
        assert full.terms[0].traditional == "黨委"
        assert write([bare], self.name) == write([full], self.name)

    def test_empty(self) -> None:
        assert self.of([]) == []

    @LAW
    @given(concepts=bases.map(without_regional_forms))
    def test_every_form_is_there_once_with_its_reading(self, concepts: list[Concept]) -> None:
        pairs = [
            {
                (forms, sound(term.pinyin))
                for term in concept.chinese
                for forms in self.expected(term)
            }
            for concept in concepts
        ]
        found = Counter((note.forms, sound(note.reading)) for note in self.of(concepts))
        assert found == Counter(pair for of_concept in pairs for pair in of_concept)

    def test_the_clock_changes_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = write([SIMPLE, PARTY], self.name)
        later = time.gmtime(4e9)
        monkeypatch.setattr(time, "time", lambda: 4e9)
        monkeypatch.setattr(time, "localtime", lambda *_: later)
        assert write([SIMPLE, PARTY], self.name) == before

    @LAW
    @given(gloss=texts, english=texts, note=texts)
    def test_no_text_changes_what_it_is_part_of(self, gloss: str, english: str, note: str) -> None:
        terms = (SIMPLE.terms[0], Term(EN, english))
        concept = replace(SIMPLE, terms=terms, gloss=gloss, note=note)
        first, second, *_ = self.of([concept, PARTY])
        assert (first.forms[0], second.forms[0]) == ("裸官", "中央纪律检查委员会")
        for text in (gloss, english, note):
            assert flat(text) in flat(first.text)

    @LAW
    @given(word=texts, before=texts, after=texts, name=texts)
    def test_no_sentence_changes_what_it_is_part_of(
        self, word: str, before: str, after: str, name: str
    ) -> None:
        sentence = Sentence(before, word, after, "zh-Hans")
        (note,) = self.of([SIMPLE, PARTY], [Quotation("luoguan", "裸官", sentence, name)])
        assert note.forms[0] == "裸官"
        assert sound(note.reading) == "luǒguān"
        assert flat(sentence.text) in flat(note.text)

    def test_a_document_gives_its_terms_in_its_order(self) -> None:
        first = Sentence("在", "中紀委", "。", "zh-Hant")
        second = Sentence("有", "裸官", "外逃。", "zh-Hans")
        quotations = [
            Quotation("ccdi", "中纪委", first, "article"),
            Quotation("luoguan", "裸官", second, "article"),
            Quotation("unknown", "党委", second, "article"),
            Quotation("luoguan", "", second, "article"),
        ]
        data, lost = write([SIMPLE, PARTY], self.name, quotations=quotations)
        notes = self.notes(data)
        assert list(dict.fromkeys(sound(one.reading) for one in notes)) == ["Zhōngjìwěi", "luǒguān"]
        assert "在中紀委。" in notes[0].text
        assert "有裸官外逃。" in notes[-1].text
        assert "took him away" not in notes[0].text
        assert "article" in self.title(data)
        assert "quotations" not in lost

    def test_the_renderings_are_those_of_the_form(self) -> None:
        by_reading = {sound(note.reading): note.text for note in reversed(self.of([PARTY]))}
        short, full = by_reading.values()
        assert list(by_reading) == ["Zhōngjìwěi", "ZhōngyāngJìlǜJiǎncháWěiyuánhuì"]
        assert short.index("CCDI") < short.index("Central Commission")
        assert "media, academic" in short
        assert "他被中纪委带走。" in short
        assert full.index("Central Commission") < full.index("CCDI")
        assert "带走" not in full

    def test_what_is_lost_is_reported(self) -> None:
        unpaired = replace(PARTY, terms=(*PARTY.terms, Term(EN, "secret police")))
        english = Concept("soe", (Term(EN, "SOE"),))
        dated = replace(SIMPLE, event="2012", kind="person")
        _, lost = write([unpaired, english, dated], self.name)
        assert {"id": 2, "terms": 1, "concept": 1, "kind": 1, "event": 1}.items() <= lost.items()
        assert not {"gloss", "subject", "note", "examples", "term usage"} & lost.keys()

    def test_it_cannot_be_read(self, tmp_path: Path) -> None:
        path = tmp_path / "x"
        path.write_bytes(b"x")
        with pytest.raises(InputError) as raised:
            read(path, self.name)
        assert (
            str(raised.value)
            == f"{path}: {self.name} can be written but not read; use TBX for both"
        )

    def test_a_whole_subject(self, euphemisms: list[Concept]) -> None:
        concepts = euphemisms
        data = write(concepts, self.name)[0]
        shown = {text for note in self.notes(data) for text in (*note.forms, *note.text.split())}
        assert {form for one in concepts for term in one.chinese for form in term.forms} <= shown
        assert "euphemism" in self.title(data)


class TestYomitan(_Learners):
    name = "yomitan"

    def notes(self, data: bytes) -> list[Note]:
        return [
            Note((row.term,), row.reading, text_of(row.definitions[0]["content"]))
            for row in read_dictionary(data).rows
        ]

    def title(self, data: bytes) -> str:
        return str(read_dictionary(data).about["title"])

    def expected(self, term: Term) -> set[tuple[str, ...]]:
        return {(form,) for form in term.forms}

    def rows(self, *concepts: Concept) -> list[Row]:
        return read_dictionary(write(concepts, self.name)[0]).rows

    @LAW
    @given(concepts=bases)
    def test_regional_forms_are_there(self, concepts: list[Concept]) -> None:
        full = map(fill_concept, concepts)
        forms = {form for one in full for term in one.chinese for form in term.forms}
        assert {row.term for row in self.rows(*concepts)} == forms

    def test_banks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = self.rows(SIMPLE, PARTY)
        assert yomitan._ROWS_IN_BANK == 10_000
        monkeypatch.setattr(yomitan, "_ROWS_IN_BANK", 2)
        data = write([SIMPLE, PARTY], self.name)[0]
        banks = [name for name in ZipFile(BytesIO(data)).namelist() if name.startswith("term_bank")]
        assert banks == ["term_bank_1.json", "term_bank_2.json", "term_bank_3.json"]
        assert read_dictionary(data).rows == rows

    def test_sequence_numbers_are_those_of_concepts(self) -> None:
        before = {row.sequence for row in self.rows(PARTY)}
        after = {row.sequence: row.term for row in self.rows(SIMPLE, PARTY)}
        assert len(before) == 1
        assert after.keys() > before
        assert len(after) == 2
        # It is not to change from release to release.
        assert before == {233053967331898}

    def test_the_revision_is_that_of_the_data(self) -> None:
        def revision(*concepts: Concept) -> object:
            return read_dictionary(write(concepts, self.name)[0]).about["revision"]

        assert revision(SIMPLE) == revision(SIMPLE) != revision(replace(SIMPLE, gloss="Another."))

    def test_tags_and_scores(self) -> None:
        other = replace(SIMPLE, id="other", subject="law & order", level=5)
        old = replace(PARTY, id="old", terms=(replace(PARTY.terms[1], status=Status.SUPERSEDED),))
        dictionary = read_dictionary(write([PARTY, other, old], self.name)[0])
        by_form = {row.term: row for row in reversed(dictionary.rows)}
        assert by_form["中纪委"].tags == "mainland institution media"
        assert by_form["裸官"].tags == "law-&-order"
        assert dictionary.tags["law-&-order"][3] == "subject: law & order"
        assert by_form["中纪委"].score > by_form["裸官"].score
        assert dictionary.rows[-1].tags == "superseded mainland institution media"
        assert dictionary.rows[-1].score < by_form["裸官"].score

    def test_languages_are_marked(self) -> None:
        (row,) = [row for row in self.rows(PARTY) if row.term == "中紀委"]
        shown = json.dumps(row.definitions, ensure_ascii=False)
        assert '"content": "中纪委", "lang": "zh-Hans"' in shown
        assert '"content": "中央紀律檢查委員會", "lang": "zh-Hant"' in shown
        assert row.definitions[0]["content"]["lang"] == "en"


class TestAnki(_Learners):
    name = "anki"

    def cells(self, data: bytes) -> list[dict[str, str]]:
        lines = data.decode().split("\n")
        assert lines.pop() == ""
        head = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))
        assert head["separator"] == "tab"
        assert head["html"] == "true"
        names = head["columns"].split("\t")
        assert head["guid column"] == str(names.index("GUID") + 1)
        assert head["tags column"] == str(names.index("Tags") + 1)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        found = [dict(zip(names, row, strict=True)) for row in rows]
        assert len({cells["GUID"] for cells in found}) == len(found)
        return found

    def notes(self, data: bytes) -> list[Note]:
        found = []
        for cells in self.cells(data):
            assert not any('"' in cell for cell in cells.values())
            shown = "".join(cell for name, cell in cells.items() if name != "Tags")
            markup = set(re.findall("<[^>]*>?", shown))
            assert markup <= {"<br>", "<b>", "</b>", "<s>", "</s>", "<small>", "</small>"}
            text = {
                name: html.unescape(re.sub("<[^>]*>", "", cell.replace("<br>", " ")))
                for name, cell in cells.items()
            }
            rest = [cell for name, cell in text.items() if name not in ("GUID", "Back", "Tags")]
            forms = text["Simplified"], text["Traditional"]
            found.append(Note(forms, text["Pinyin"], " ".join(rest[3:])))
        return found

    def title(self, data: bytes) -> str:
        match = re.search("^#deck:(.*)$", data.decode(), re.MULTILINE)
        assert match
        return match[1]

    def test_ids_stay(self) -> None:
        def ids(*concepts: Concept) -> list[str]:
            return [cells["GUID"] for cells in self.cells(write(concepts, self.name)[0])]

        more = replace(PARTY, terms=(Term(ZH, "纪委"), *PARTY.terms), gloss="Changed.")
        assert set(ids(PARTY)) < set(ids(SIMPLE, more))
        assert len(set(ids(SIMPLE, more))) == 4
        # They are not to change from release to release.
        assert ids(SIMPLE) == ["7b8261c6c59d069ead73"]

    def test_a_note(self) -> None:
        source = Source("Title", "Xinhua", "2012", "https://example.org/?a=1&b=2")
        old = Term(ZH, "中监委", pinyin="zhōngjiānwěi", status=Status.SUPERSEDED)
        concept = replace(PARTY, terms=(*PARTY.terms, old), sources=(source,), literal="a < b")
        short = self.cells(write([concept], self.name)[0])[1]
        assert short["Simplified"] == "中纪委"
        assert short["English"] == (
            "CCDI <small>(media, academic)</small><br>Central Commission <small>(official)</small>"
        )
        assert short["Literal"] == "a &lt; b"
        assert short["Also"] == (
            "中央纪律检查委员会 / 中央紀律檢查委員會 Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì"
            "<br>中监委 / 中監委 zhōngjiānwěi <small>(superseded)</small>"
        )
        assert short["Example"] == "他被<b>中纪委</b>带走。<br>The CCDI took him away."
        assert short["Source"] == "Title, Xinhua, 2012, https://example.org/?a=1&amp;b=2"
        assert short["Tags"] == "subject::institution polity::mainland level::2 usage::media"

    def test_terms_out_of_use(self) -> None:
        terms = (
            Term(ZH, "中监委", status=Status.SUPERSEDED, usage=(Usage.OFFICIAL,)),
            Term(EN, "old name", status=Status.DEPRECATED, usage=(Usage.MEDIA,)),
        )
        (cells,) = self.cells(write([replace(PARTY, terms=terms)], self.name)[0])
        assert cells["English"] == "<s>old name</s> <small>(deprecated, media)</small>"
        assert cells["Tags"].endswith("level::2 status::superseded usage::official")

    def test_a_word_is_marked_in_its_sentence(self) -> None:
        sentence = Sentence("a<b ", "裸官", " & c", "zh-Hans")
        quotation = Quotation("luoguan", "裸官", sentence, "a::b")
        data = write([SIMPLE], self.name, quotations=[quotation])[0]
        (cells,) = self.cells(data)
        assert cells["Example"] == "a&lt;b <b>裸官</b> &amp; c"
        assert self.title(data) == "zh-en-glossary::a:b"

    def test_what_begins_with_a_number_sign_is_no_comment(self) -> None:
        concept = replace(SIMPLE, terms=(Term(ZH, "#裸官"), SIMPLE.terms[1]))
        assert [note.forms for note in self.of([concept])] == [("#裸官", "#裸官")]


class TestPleco(_Learners):
    name = "pleco"

    def lines(self, data: bytes) -> list[str]:
        text = data.decode()
        assert text[0] == "\ufeff"
        *lines, last = text[1:].split("\r\n")
        assert last == ""
        assert not any(re.search("[\r\n\x85\u2028]", line) for line in lines)
        return lines

    def notes(self, data: bytes) -> list[Note]:
        found = []
        for line in self.lines(data):
            if not line.startswith("//"):
                head, reading, definition = line.split("\t")
                match = re.fullmatch(r"([^\[\]]*)\[([^\[\]]*)\]", head)
                assert match
                forms = match[1], match[2]
                found.append(Note(forms, reading, definition.replace("\ueab1", "\n")))
        return found

    def title(self, data: bytes) -> str:
        return next(line for line in self.lines(data) if line.startswith("//"))

    def test_a_line(self) -> None:
        old = replace(PARTY.terms[1], status=Status.SUPERSEDED)
        concept = replace(PARTY, terms=(PARTY.terms[0], old, *PARTY.terms[2:]), literal="a [b]")
        assert self.lines(write([concept], self.name)[0])[2].split("\t") == [
            "中纪委[中紀委]",
            "Zhong1ji4wei3",
            (
                "CCDI (media, academic); Central Commission (official)\ueab1The Party’s “police”.\ueab1"
                "Literally: “a [b]”\ueab1Usage: superseded, media\ueab1"
                "Also: 中央纪律检查委员会 Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì\ueab1"
                "他被中纪委带走。\ueab1The CCDI took him away."
            ),
        ]

    def test_categories(self) -> None:
        third = replace(SIMPLE, id="third", subject="a/b")
        lines = self.lines(write([PARTY, SIMPLE, third, replace(PARTY, id="d")], self.name)[0])
        assert [line for line in lines if line.startswith("//")] == [
            "//zh-en-glossary/a／b",
            "//zh-en-glossary/corruption",
            "//zh-en-glossary/institution",
        ]

    @pytest.mark.parametrize(
        ("text", "pinyin", "expected"),
        [
            ("裸官", "luǒguān", "luo3guan1"),
            ("绿色", "lǜsè", "lü4se4"),
            ("西安", "Xī'ān", "Xi1an1"),
            ("桌子", "zhuōzi", "zhuo1zi5"),
            ("花儿", "huār", "hua1r5"),
            ("秋后算账", "qiūhòu-suànzhàng", "qiu1hou4suan4zhang4"),
            ("23条立法", "23 tiáo lìfǎ", "23 tiao2li4fa3"),
            ("A4纸", "A4 zhǐ", "A4 zhi3"),
            ("卡拉OK", "kǎlāOK", "kǎlāOK"),
            ("裸官", "luǒ", "luǒ"),
            ("裸官", "", "luo3guan1"),
        ],
    )
    def test_readings_have_tone_numbers(self, text: str, pinyin: str, expected: str) -> None:
        concept = replace(SIMPLE, terms=(replace(SIMPLE.terms[0], text=text, pinyin=pinyin),))
        assert [note.reading for note in self.of([concept])] == [expected]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (
            Term(ZH, "里面", traditional="裡面", hong_kong="裏面", pinyin="lǐmiàn"),
            [("里面", "lǐmiàn"), ("裡面", "lǐmiàn"), ("裏面", "lǐmiàn")],
        ),
        (
            Term(ZH, "计划", traditional="計劃", taiwan="計畫", pinyin="jìhuà"),
            [("计划", "jìhuà"), ("計劃", "jìhuà"), ("計畫", "jìhuà")],
        ),
        (
            Term(ZH, "克林顿", traditional="克林頓", taiwan="柯林頓", pinyin="Kèlíndùn"),
            [("克林顿", "Kèlíndùn"), ("克林頓", "Kèlíndùn"), ("柯林頓", "Kēlíndùn")],
        ),
        (
            Term(ZH, "里根", traditional="里根", hong_kong="列根", pinyin="Lǐgēn"),
            [("里根", "Lǐgēn"), ("列根", "Lièɡēn".replace("ɡ", "g"))],
        ),
    ],
)
def test_regional_forms_have_readings_of_their_own(
    term: Term, expected: list[tuple[str, str]]
) -> None:
    rows = TestYomitan().rows(replace(SIMPLE, terms=(term, Term(EN, "x"))))
    assert [(row.term, row.reading) for row in rows] == expected


def test_a_regional_form_that_is_a_term_has_the_reading_of_that_term() -> None:
    terms = (
        Term(ZH, "安瓦尔", traditional="安瓦爾", taiwan="安華", pinyin="Ānwǎ'ěr"),
        Term(ZH, "安华", traditional="安華", pinyin="Ānhuá"),
    )
    rows = TestYomitan().rows(replace(SIMPLE, terms=terms))
    assert [row.reading for row in rows if row.term == "安華"] == ["Ānhuá"]


def test_other_formats_say_that_they_have_no_sentences() -> None:
    sentence = Sentence("", "裸官", "外逃。", "zh-Hans")
    quotations = [Quotation("luoguan", "裸官", sentence), Quotation("luoguan", "", sentence)]
    for name, format in FORMATS.items():
        if format.writes:
            lost = write([SIMPLE], name, quotations=quotations)[1]
            assert lost["quotations"] == (0 if format.quotes else 1)


def test_the_bytes_do_not_depend_on_the_order_of_sets() -> None:
    code = (
        "from hashlib import sha256; from termbase.formats import write;"
        "from tests.termbase.formats.test_learners import PARTY, SIMPLE;"
        "print([sha256(write([SIMPLE, PARTY], name)[0]).hexdigest()"
        " for name in ('yomitan', 'anki', 'pleco')])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
