"""Writing TBX; what stands where is told in :mod:`termbase.formats.tbx`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from termbase.concept import Concept, Language, Source, Term
from termbase.errors import InputError
from termbase.fill import unfill
from termbase.formats.tbx_names import (
    CATEGORIES,
    DIALECTS,
    FIRST_USE,
    KIND,
    LITERAL,
    MODULES,
    NAMESPACE,
    PINYIN,
    STATUSES,
    USED_BY,
)

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLE = "Terms of zh-en-glossary"
# Each written form of a Chinese term: its attribute, its language in version 3 and in version 2.
_FORMS = (
    ("text", "zh-Hans", "zh-CN"),
    ("traditional", "zh-Hant", "zh-TW"),
    ("taiwan", "zh-Hant-TW", "zh-TW"),
    ("hong_kong", "zh-Hant-HK", "zh-HK"),
)


def write(concepts: Sequence[Concept], variant: str) -> bytes:
    """Concepts as TBX.

    Args:
        concepts: Any.
        variant: ``v2``, or a dialect and a style of version 3, as ``Basic DCA``.

    Raises:
        InputError: If a text holds characters that XML cannot.
    """
    from lxml import etree

    writer = _Writer(variant, {concept.id for concept in concepts})
    root = writer.root()
    body = root.find(".//{*}body")
    for concept in concepts:
        try:
            body.append(writer.entry(concept))
        except ValueError as error:
            raise InputError(f"{concept.id}: cannot be XML ({error})") from None
    etree.indent(root)
    written: bytes = etree.tostring(
        root,
        encoding="utf-8",
        xml_declaration=True,
        doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">' if writer.old else None,
    )
    return written + b"\n"


class _Writer:
    """Makes elements as a variant of TBX has them."""

    def __init__(self, variant: str, there: set[str]) -> None:
        # What is not there cannot be pointed to.
        self.there = there
        self.old = variant == "v2"
        dialect, _, style = variant.partition(" ")
        self.dialect = "Basic" if self.old else dialect
        self.modules = DIALECTS[self.dialect]
        self.dct = style == "DCT"

    def root(self) -> etree._Element:
        """An empty document."""
        from lxml import etree

        if self.old:
            root = etree.Element("martif", type="TBX-Basic")
            header = self._in(root, "martifHeader")
        else:
            names: dict[str | None, str] = {None: NAMESPACE}
            if self.dct:
                names.update((name, MODULES[name]) for name in self.modules)
            style = "dct" if self.dct else "dca"
            root = etree.Element(
                f"{{{NAMESPACE}}}tbx", nsmap=names, type=f"TBX-{self.dialect}", style=style
            )
            header = self._in(root, "tbxHeader")
        root.set(_LANG, "en")
        description = self._in(header, "fileDesc")
        title = self._in(description, "titleStmt")
        self._in(title, "title", _TITLE)
        self._in(self._in(description, "sourceDesc"), "p", _TITLE)
        if self.old:
            coding = self._in(header, "encodingDesc")
            self._in(coding, "p", "TBXBasicXCSV02.xcs").set("type", "XCSURI")
        self._in(self._in(root, "text"), "body")
        return root

    def entry(self, concept: Concept) -> etree._Element:
        """A concept."""
        from lxml import etree

        entry = etree.Element(self._tag("termEntry" if self.old else "conceptEntry"))
        entry.set("id", f"c-{concept.id}")
        if concept.subject:
            self._category(entry, "subjectField", concept.subject)
        self._definition(entry, concept)
        self._references(entry, concept)
        for note in _notes(concept):
            self._in(entry, "note", note)
        self._terms(entry, concept)
        if self.old:
            # Tools that know two languages take the first two there are.
            for section in entry.findall(f"langSet[@{_LANG}='en']"):
                entry.insert(entry.index(entry.find("langSet")) + 1, section)
        return entry

    def _references(self, entry: etree._Element, concept: Concept) -> None:
        for related in concept.related:
            if related.concept not in self.there:
                continue
            ref = self._category(entry, "crossReference", related.relation.value)
            if ref is not None:
                ref.set("target", f"c-{related.concept}")
        for source in concept.sources:
            if source.url:
                ref = self._category(entry, "externalCrossReference", source_text(source))
                if ref is not None:
                    ref.set("target", source.url)

    def _terms(self, entry: etree._Element, concept: Concept) -> None:
        sections: dict[str, etree._Element] = {}
        for of, terms in (("zh", concept.chinese), ("en", concept.english)):
            for number, term in enumerate(map(unfill, terms), 1):
                for form, new, old in _forms(term):
                    language = old if self.old else new
                    if language not in sections:
                        sections[language] = self._in(entry, "langSet" if self.old else "langSec")
                        sections[language].set(_LANG, language)
                    name = f"t-{concept.id}.{of}{number}.{form}"
                    part = self._term(sections[language], name, term, form)
                    if form == "text" and number == 1:
                        for example in concept.examples:
                            self._context(part, example[of == "en"])

    def _term(self, section: etree._Element, name: str, term: Term, form: str) -> etree._Element:
        part = self._in(section, "tig" if self.old else "termSec")
        part.set("id", name)
        self._in(part, "term", getattr(term, form))
        self._category(part, "administrativeStatus", STATUSES[term.status])
        if form == "text":
            self._describe(part, term)
        return part

    def _describe(self, part: etree._Element, term: Term) -> None:
        if term.part_of_speech in CATEGORIES["partOfSpeech"].values:
            self._category(part, "partOfSpeech", term.part_of_speech)
        for source in term.sources:
            self._category(part, "source", source_text(source))
        if term.pinyin:
            if "linguist" in self.modules:
                self._category(part, "reading", term.pinyin)
            else:
                self._in(part, "note", f"{PINYIN}{term.pinyin}")
        if term.usage:
            self._in(part, "note", USED_BY + ", ".join(term.usage))

    def _definition(self, entry: etree._Element, concept: Concept) -> None:
        """The gloss, with the sources that have no address."""
        if "basic" not in self.modules or not concept.gloss:
            return
        titles = [source_text(source) for source in concept.sources if not source.url]
        group = self._in(entry, "descripGrp")
        self._category(group, "definition", concept.gloss)
        for title in titles:
            self._category(group, "source", title)

    def _context(self, part: etree._Element, text: str) -> None:
        if "basic" in self.modules:
            self._category(self._in(part, "descripGrp"), "context", text)

    def _category(self, parent: etree._Element, name: str, text: str) -> etree._Element | None:
        """A data category, or None if the dialect has none of that name."""
        category = CATEGORIES[name]
        if category.module not in self.modules:
            return None
        if self.dct:
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
        return name if self.old else f"{{{NAMESPACE}}}{name}"


def source_text(source: Source) -> str:
    """A source in one line: title, publisher and date, with bars between them."""
    parts = (source.title, source.publisher, source.date)
    return " | ".join(parts).rstrip(" |") if any(parts[1:]) else source.title


def _forms(term: Term) -> Iterator[tuple[str, str, str]]:
    if term.language is Language.ENGLISH:
        yield "text", "en", "en"
        return
    for form, new, old in _FORMS:
        if getattr(term, form):
            yield form, new, old


def _notes(concept: Concept) -> Iterator[str]:
    if concept.literal:
        yield LITERAL + concept.literal
    if concept.kind:
        yield KIND + concept.kind
    if concept.first_use:
        where = f" ({concept.first_use.where})" if concept.first_use.where else ""
        yield f"{FIRST_USE}{concept.first_use.date}{where}"
    if concept.note:
        yield concept.note
