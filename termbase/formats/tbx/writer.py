"""Write TBX; :mod:`termbase.formats.tbx` describes what is written where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from termbase.formats.rules.tbx_categories import CATEGORIES, MODULES, NAMESPACE, STATUSES
from termbase.formats.tbx.names import (
    FORMAT,
    PINYIN,
    RENDERED_AS,
    RENDERING,
    TAGS,
    USED_BY,
    style_of,
)
from termbase.formats.tbx.restore import entry_names, has_own_status, put_back, tags
from termbase.formats.tbx.texts import given_forms, is_linked, note_texts, source_text
from termbase.formats.xml.names import XML_LANG
from termbase.formats.xml.safe import local
from termbase.model.concept import Concept, Language, Status, Term
from termbase.model.fill import strip_generated
from termbase.model.tags import parse_tag

if TYPE_CHECKING:
    from lxml import etree

_TITLE = "Terms of zh-en-glossary"
_STATUS = "administrativeStatus"
# A placeholder for the entries.
_ENTRIES = "entries"


def write(concepts: Sequence[Concept], variant: str) -> bytes:
    """Write concepts as TBX.

    Args:
        concepts: The concepts.
        variant: ``v2``, or a dialect and a style of version 3, such as ``Basic DCA``.

    Raises:
        ValueError: If a text holds characters that XML cannot represent.
    """
    from lxml import etree

    writer = _Writer(variant, concepts)
    root = writer.root()
    body = root.find(".//{*}body")
    entries = list(_serialized(body, map(writer.entry, concepts)))
    body.text = _ENTRIES
    writer.write_back(body.getparent())
    etree.indent(root)
    written: bytes = etree.tostring(
        root,
        encoding="utf-8",
        xml_declaration=True,
        doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
        if writer.style.is_version_2
        else None,
    )
    before, _, after = written.partition(_ENTRIES.encode())
    return b"".join((before, *entries, b"\n    " if entries else b"", after, b"\n"))


def _serialized(body: etree._Element, entries: Iterable[etree._Element]) -> Iterator[bytes]:
    """Serialize entries one by one: a tree of all would take ten times the memory."""
    from lxml import etree

    # An element that is serialized alone repeats the namespaces of its document.
    declared = etree.tostring(body).removeprefix(b"<body").removesuffix(b"/>")
    for entry in entries:
        body.append(entry)
        etree.indent(entry, level=3)
        written: bytes = etree.tostring(entry, encoding="utf-8", with_tail=False)
        body.remove(entry)
        yield b"\n      " + written.replace(declared, b"", 1)


class _Writer:
    """Creates the elements of a variant of TBX."""

    def __init__(self, variant: str, concepts: Sequence[Concept]) -> None:
        self.style = style_of(variant)
        # References to other concepts cannot be written.
        self.names = entry_names(concepts, self.style)
        self.ids = dict.fromkeys(self.names.values(), "")

    def root(self) -> etree._Element:
        """Create an empty document."""
        from lxml import etree

        if self.style.is_version_2:
            root = etree.Element("martif", type="TBX-Basic")
            header = self._in(root, "martifHeader")
        else:
            names: dict[str | None, str] = {None: NAMESPACE}
            if self.style.is_dct:
                names.update((name, MODULES[name]) for name in self.style.modules)
            style = "dct" if self.style.is_dct else "dca"
            root = etree.Element(
                f"{{{NAMESPACE}}}tbx", nsmap=names, type=f"TBX-{self.style.dialect}", style=style
            )
            header = self._in(root, "tbxHeader")
        root.set(XML_LANG, "en")
        description = self._in(header, "fileDesc")
        title = self._in(description, "titleStmt")
        self._in(title, "title", _TITLE)
        self._in(self._in(description, "sourceDesc"), "p", _TITLE)
        if self.style.is_version_2:
            coding = self._in(header, "encodingDesc")
            self._in(coding, "p", "TBXBasicXCSV02.xcs").set("type", "XCSURI")
        self._in(self._in(root, "text"), "body")
        return root

    def entry(self, concept: Concept) -> etree._Element:
        """Create the entry of a concept."""
        from lxml import etree

        entry = etree.Element(self._tag("termEntry" if self.style.is_version_2 else "conceptEntry"))
        entry.set("id", self.names[concept.id])
        if concept.subject:
            self._category(entry, "subjectField", concept.subject)
        self._definition(entry, concept)
        self._references(entry, concept)
        for note in note_texts(concept):
            self._in(entry, "note", note)
        self._terms(entry, concept)
        for item in concept.pass_through:
            put_back(entry, item, self.style, self.ids)
        if self.style.is_version_2:
            # Tools that know two languages take the first two.
            first, *others = entry.findall("langSet")
            for section in others:
                variety = parse_tag(section.get(XML_LANG, ""))
                if variety and variety.language is Language.ENGLISH:
                    entry.insert(entry.index(first) + 1, section)
        return entry

    def write_back(self, text: etree._Element) -> None:
        """Write the back matter: the persons that pass-through fields refer to."""
        persons = [(name, person) for name, person in self.ids.items() if person]
        if not persons:
            return
        back = self._in(text, "back")
        section = self._in(back, "refObjectList" if self.style.is_version_2 else "refObjectSec")
        section.set("type", "respPerson")
        for name, person in persons:
            entry = self._in(section, "refObject")
            entry.set("id", name)
            self._in(entry, "item", person).set("type", "fn")

    def _references(self, entry: etree._Element, concept: Concept) -> None:
        for related in concept.related:
            if related.concept not in self.names:
                continue
            ref = self._category(entry, "crossReference", related.relation.value)
            if ref is not None:
                ref.set("target", self.names[related.concept])
        for source in concept.sources:
            if is_linked(source):
                ref = self._category(entry, "externalCrossReference", source_text(source))
                if ref is not None:
                    ref.set("target", source.url)

    def _terms(self, entry: etree._Element, concept: Concept) -> None:
        sections: dict[str, etree._Element] = {}
        english = {
            term.text: f"t-{concept.id}.en{number}.text"
            for number, term in reversed(list(enumerate(concept.english, 1)))
        }
        is_foreign = any(item.format == FORMAT for item in concept.pass_through)
        for of, terms in (("zh", concept.chinese), ("en", concept.english)):
            for number, term in enumerate(map(strip_generated, terms), 1):
                # Of the entries of other tools a status is written only if they gave it, and none
                # beside the word of the tool that is put back.
                is_open = is_foreign or has_own_status(term)
                status = None if is_open and term.status is Status.ADMITTED else term.status
                forms = given_forms(term, self.style.version)
                for form, usual in forms.items():
                    name = f"t-{concept.id}.{of}{number}.{form}"
                    first, *others = tags(term, form, self.style) or [usual]
                    section = self._section(entry, sections, first)
                    part = self._term(section, name, getattr(term, form), status)
                    if form == next(iter(forms)):
                        self._describe(part, term)
                        self._renderings(part, term, english)
                        for example in concept.examples if number == 1 else ():
                            self._context(part, example[of == "en"])
                    self._pass_through(part, term, form)
                    for number_of_tag, tag in enumerate(others, 2):
                        section = self._section(entry, sections, tag)
                        part = self._term(
                            section, f"{name}.{number_of_tag}", getattr(term, form), status
                        )
                        if form == next(iter(forms)):
                            self._describe(part, term)

    def _section(
        self, entry: etree._Element, sections: dict[str, etree._Element], language: str
    ) -> etree._Element:
        if language not in sections:
            sections[language] = self._in(
                entry, "langSet" if self.style.is_version_2 else "langSec"
            )
            sections[language].set(XML_LANG, language)
        return sections[language]

    def _term(
        self, section: etree._Element, name: str, text: str, status: Status | None
    ) -> etree._Element:
        part = self._in(section, "tig" if self.style.is_version_2 else "termSec")
        part.set("id", name)
        self.ids[name] = ""
        self._in(part, "term", text)
        if status is not None:
            self._category(part, _STATUS, STATUSES[status])
        return part

    def _pass_through(self, part: etree._Element, term: Term, form: str) -> None:
        for item in term.pass_through:
            prefix = next((name for name in TAGS[3] if item.name.startswith(f"{name} ")), "text")
            # A status that was set since replaces the word of the tool.
            is_stale = item.name.rpartition(" ")[2] == _STATUS and _has_status(part)
            if prefix == form and not is_stale:
                put_back(part, item, self.style, self.ids)

    def _describe(self, part: etree._Element, term: Term) -> None:
        parts = CATEGORIES["partOfSpeech"].values
        if term.part_of_speech in parts or (self.style.is_version_2 and term.part_of_speech):
            self._category(part, "partOfSpeech", term.part_of_speech)
        for source in term.sources:
            self._category(part, "source", source_text(source))
        if term.pinyin:
            if "linguist" in self.style.modules:
                self._category(part, "reading", term.pinyin)
            else:
                self._in(part, "note", f"{PINYIN}{term.pinyin}")
        if term.usage:
            self._in(part, "note", USED_BY + ", ".join(term.usage))

    def _renderings(self, part: etree._Element, term: Term, names: Mapping[str, str]) -> None:
        """Write the renderings that a term names, given the ids of the English terms by text."""
        for text in term.renderings:
            if text not in names:
                continue
            if "basic" in self.style.modules:
                ref = self._category(part, "crossReference", RENDERING)
                if ref is not None:
                    ref.set("target", names[text])
            else:
                self._in(part, "note", f"{RENDERED_AS}{text}")

    def _definition(self, entry: etree._Element, concept: Concept) -> None:
        """Write the gloss, with the sources that have no web address."""
        if "basic" not in self.style.modules or not concept.gloss:
            return
        titles = [source_text(source) for source in concept.sources if not is_linked(source)]
        group = self._in(entry, "descripGrp")
        self._category(group, "definition", concept.gloss)
        for title in titles:
            self._category(group, "source", title)

    def _context(self, part: etree._Element, text: str) -> None:
        if "basic" in self.style.modules:
            self._category(self._in(part, "descripGrp"), "context", text)

    def _category(self, parent: etree._Element, name: str, text: str) -> etree._Element | None:
        """Write a data category; return None if the dialect does not have it."""
        category = CATEGORIES[name]
        if category.module not in self.style.modules:
            return None
        if self.style.is_dct:
            from lxml import etree

            element = etree.SubElement(parent, f"{{{MODULES[category.module]}}}{name}")
            element.text = text
            return element
        element = self._in(parent, category.element, text)
        element.set("type", name)
        return element

    def _in(self, parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
        from lxml import etree

        element = etree.SubElement(parent, self._tag(name))
        element.text = text
        return element

    def _tag(self, name: str) -> str:
        return name if self.style.is_version_2 else f"{{{NAMESPACE}}}{name}"


def _has_status(part: etree._Element) -> bool:
    """Return True if a term in a file has its status."""
    return any(_STATUS in (child.get("type"), local(child)) for child in part)
