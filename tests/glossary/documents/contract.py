"""The contract of formats of documents; the tests of each format subclass it."""

from __future__ import annotations

import io
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import Glossary
from glossary.annotate import annotate
from glossary.documents import Document, as_html
from glossary.documents.registry import FORMATS, parse_file
from glossary.views.options import AnnotateOptions, Notes
from glossary.views.registry import VIEWS, Output, render
from termbase.errors import InputError

# Each paragraph is a list of runs: what the format may format differently.
Paragraphs = Sequence[Sequence[str]]
SPLIT: Paragraphs = [
    ["他不是", "裸", "官", "，中央纪委说。"],
    ["A na", "ked offi", "cial & the <", "Two Sessions", ">."],
    ["裸官又来了，", "两", "会", "也来了。"],
]
PLAIN: Paragraphs = [["今天天气很好。"], ["Nothing to see here."]]
# Characters of terms, white space, and what has to be escaped somewhere.
TEXTS = st.text(
    st.sampled_from("裸官两会国企 ab,&<>\"'{}[]*_\\-国\u3000𠮷"), min_size=1, max_size=6
).filter(lambda text: bool(text.strip()))
# The words of paragraphs, cut into runs anywhere.
RANDOM: st.SearchStrategy[Paragraphs] = st.lists(
    st.lists(st.one_of(TEXTS, st.sampled_from(["裸", "官", "裸官", "Two ", "Sessions"])), min_size=1, max_size=6),
    min_size=1, max_size=4,
)  # fmt: skip


class DocumentContract(ABC):
    """The laws of every format of documents that are given back.

    A format where something holds otherwise overrides the attribute that says so, not a test.
    """

    format: Output
    # A file that is cut anywhere is damaged; false for texts, of which any part is one too.
    is_whole = True

    @abstractmethod
    def make(self, paragraphs: Paragraphs) -> bytes:
        """Return a file with paragraphs of runs, and what else the format usually has."""

    @abstractmethod
    def count_notes(self, data: bytes) -> int:
        """Return the number of notes of ours in a file, found without our reader."""

    def text_of(self, paragraphs: Paragraphs) -> str:
        """Return the text that the reader gives for paragraphs."""
        return "\n\n".join(text for runs in paragraphs if (text := "".join(runs)).strip())

    def encrypted(self) -> bytes | None:
        """Return a protected file; None if the format has none."""
        return None

    @property
    def suffix(self) -> str:
        return FORMATS[self.format].suffixes[0]

    @property
    def forms(self) -> tuple[Notes | None, ...]:
        """The forms of its notes."""
        notes: tuple[Notes, ...] = VIEWS[self.format].notes  # type: ignore[assignment]
        return notes or (None,)

    def read(self, data: bytes) -> Document:
        name = f"sample{self.suffix}"
        return parse_file(data, Path(name), name)

    def written(self, data: bytes, glossary: Glossary, **options: object) -> bytes:
        """Return a file annotated, with all levels unless others are asked for."""
        chosen: AnnotateOptions = {"level": 1, **options}  # type: ignore[typeddict-item]
        result = render(self.read(data), glossary.finder, self.format, **chosen)
        return result if isinstance(result, bytes) else result.encode()

    def original(self, data: bytes) -> object:
        """Return the content of a file without our annotations."""
        document = self.read(data)
        if FORMATS[self.format].is_text:
            return document.source.encode(document.encoding)
        return content(document.original)

    def test_text_is_read_and_terms_are_found_over_runs(self, small: Glossary) -> None:
        document = self.read(self.make(SPLIT))
        if not FORMATS[self.format].is_text:
            assert document.source == self.text_of(SPLIT)
        found = [one.text for one in annotate(document, small.finder)]
        assert found == ["裸官", "中央纪委", "naked official", "Two Sessions", "裸官", "两会"]
        for annotation in annotate(document, small.finder):
            shown = "".join(document.source[start:end] for start, end in annotation.spans)
            assert FORMATS[self.format].is_text or shown == annotation.text

    def test_places_lead_into_the_file(self, small: Glossary) -> None:
        document = self.read(self.make(SPLIT))
        if FORMATS[self.format].is_text:
            return
        for annotation in annotate(document, small.finder):
            places = [p for start, end in annotation.spans for p in document.locate(start, end)]
            assert "".join(document.source[p.start : p.end] for p in places) == annotation.text

    def test_a_note_for_the_first_of_each_term_in_each_form(self, small: Glossary) -> None:
        data = self.make(SPLIT)
        for notes in self.forms:
            result = self.written(data, small, notes=notes)
            # A term and its translation have one note.
            assert self.count_notes(result) == 3
            assert self.count_notes(data) == 0

    def test_all_mentions(self, small: Glossary) -> None:
        data = self.make(SPLIT)
        for notes in self.forms:
            first = self.count_notes(self.written(data, small, notes=notes))
            every = self.count_notes(self.written(data, small, notes=notes, mentions="all"))
            assert every > first

    def test_glosses_can_be_left_out(self, small: Glossary) -> None:
        data = self.make(SPLIT)
        results = [self.written(data, small, gloss=gloss) for gloss in ("none", "first")]
        assert all(self.original(result) == content(data) for result in results)
        assert len(results[0]) < len(results[1])

    def test_only_terms_of_a_level(self, layered: Glossary) -> None:
        data = self.make([["人民和裸官，还有村霸。"]])
        counts = [self.count_notes(self.written(data, layered, level=n)) for n in (1, 4, 5)]
        assert counts == [3, 2, 1]

    def test_taking_out_gives_the_file_back_and_twice_is_once(self, small: Glossary) -> None:
        data = self.make(SPLIT)
        for notes in self.forms:
            self.check_laws(data, small, {"notes": notes})
            if VIEWS[self.format].has_index:
                self.check_laws(data, small, {"notes": notes, "index": True, "mentions": "all"})

    # Every format calls it on an object of its own.
    @settings(suppress_health_check=[HealthCheck.differing_executors])
    @given(RANDOM, st.data())
    def test_laws_hold_for_any_text(
        self, small: Glossary, paragraphs: Paragraphs, data: st.DataObject
    ) -> None:
        options = {
            "notes": data.draw(st.sampled_from(self.forms)),
            "mentions": data.draw(st.sampled_from(["first", "all"])),
        }
        self.check_laws(self.make(paragraphs), small, options)

    def check_laws(self, data: bytes, glossary: Glossary, options: Mapping[str, object]) -> None:
        """Check that a file is given back, that twice is once, and that its text stays."""
        result = self.written(data, glossary, **options)
        assert self.original(result) == content(data)
        again = self.written(result, glossary, **options)
        assert again == result
        # Another form replaces what is there.
        assert self.written(result, glossary) == self.written(data, glossary)
        assert self.read(result).source == self.read(data).source
        self.check_kept(data, result)

    def check_kept(self, data: bytes, result: bytes) -> None:
        """Check that the members of a package that have no text are as they were."""
        if not zipfile.is_zipfile(io.BytesIO(data)):
            return
        before, after = members(data), members(result)
        assert list(after)[: len(before)] == list(before)
        changed = {name for name in before if before[name] != after[name]}
        assert all(
            name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx", ".html")) for name in changed
        )

    def test_without_terms_it_is_the_same_file(self, small: Glossary) -> None:
        data = self.make(PLAIN)
        for notes in self.forms:
            assert self.written(data, small, notes=notes) == data

    def test_as_html_has_the_text_escaped(self) -> None:
        body = as_html(self.read(self.make(SPLIT)))
        text = re.sub("<[^>]*>", "", body)
        assert "他不是裸官，中央纪委说。" in text
        assert "A naked official &amp; the &lt;Two Sessions&gt;." in text

    def test_the_content_decides(self, small: Glossary, tmp_path: Path) -> None:
        if FORMATS[self.format].is_text:
            return
        path = tmp_path / "named.txt"
        path.write_bytes(self.make(SPLIT))
        warnings: list[str] = []
        out = tmp_path / f"out{self.suffix}"
        small.annotate_file(path, out, level=1, warn=warnings.append)
        assert any(self.suffix in warning for warning in warnings)
        assert self.count_notes(out.read_bytes()) > 0

    def test_damage_is_one_line_and_nothing_is_written(
        self, small: Glossary, tmp_path: Path
    ) -> None:
        for number, (data, must_fail) in enumerate(self.damaged()):
            path, out = tmp_path / f"{number}{self.suffix}", tmp_path / f"out{number}{self.suffix}"
            path.write_bytes(data)
            message = refusal(lambda path=path, out=out: small.annotate_file(path, out))  # type: ignore[misc]
            assert message or not must_fail
            if message:
                assert "\n" not in message
                assert path.name in message
                assert not out.exists()

    def damaged(self) -> Iterable[tuple[bytes, bool]]:
        """Yield damaged files, and True for those that cannot be read."""
        data = self.make(SPLIT)
        for cut in range(16):
            yield data[: len(data) * cut // 16], self.is_whole
        if self.is_whole:
            yield "不是一个包。".encode(), True
        protected = self.encrypted()
        if protected is not None:
            yield protected, True


def refusal(call: Callable[[], object]) -> str:
    """Return the message with which bad input is refused; empty if it is not."""
    try:
        call()
    except InputError as error:
        return str(error)
    return ""


def content(data: bytes) -> object:
    """Return what has to be the same: the members of a package with their order, or all bytes."""
    return list(members(data).items()) if zipfile.is_zipfile(io.BytesIO(data)) else data


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of a ZIP package in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
