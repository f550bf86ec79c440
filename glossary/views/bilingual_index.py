"""The index of a bilingual page: the terms of each side with what stands for them on the other.

Its entries are also the content of the cards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from glossary.views.concepts import describe, usage
from glossary.views.entries import Entry, entries
from glossary.views.variants import spelling_key
from glossary.views.words import counted
from termbase.language.pinyin import plain
from termbase.model.concept import Language, Status, Term

if TYPE_CHECKING:
    from glossary.annotate import Annotation
    from glossary.translate.bitext import Bitext, Side

_LEGEND = "A term without a counterpart has a dotted line; the numbers are those of rows."
_LANGUAGES = {Language.CHINESE: "Chinese", Language.ENGLISH: "English"}


class Renderings:
    """The counterparts of the terms of both sides.

    Args:
        bitext: The text and its translation.
    """

    def __init__(self, bitext: Bitext) -> None:
        self._counterparts = {
            "s": {ours.number: theirs for ours, theirs in bitext.pairs},
            "t": {theirs.number: ours for ours, theirs in bitext.pairs},
        }
        self._rows = {"s": bitext.source_rows, "t": bitext.target_rows}

    def counterpart(self, name: str, number: int) -> Annotation | None:
        """Return the counterpart of a term; None if there is none.

        Args:
            name: Its side: ``s`` for the source, ``t`` for the target.
            number: The number of its annotation.
        """
        return self._counterparts[name].get(number)

    def row(self, name: str, number: int) -> int:
        """Return the number of the row that a term is in, from 1; arguments as above."""
        return self._rows[name][number]

    def used(
        self, name: str, annotations: Sequence[Annotation]
    ) -> dict[Term | None, list[Annotation]]:
        """Return annotations by the term that their counterparts have; by None if they have none.

        The term that most of them have comes first, and none comes last.
        """
        found: dict[Term | None, list[Annotation]] = defaultdict(list)
        for annotation in annotations:
            counterpart = self.counterpart(name, annotation.number)
            found[counterpart.term if counterpart else None].append(annotation)
        return dict(sorted(found.items(), key=lambda item: (item[0] is None, -len(item[1]))))


def index(bitext: Bitext, found: Renderings) -> str:
    """Return the index as an HTML section: the terms of the source, then those of the target."""
    source, target = bitext.source, bitext.target
    described: set[str] = set()
    lists = [
        _List(*named, found, described) for named in (("s", source, target), ("t", target, source))
    ]
    linked = counted(len(bitext.links), "pair")
    mentions = counted(len(source.annotations), "mention")
    numbers = f"{mentions} in the text, {len(target.annotations):,} in the translation"
    return "\n".join(
        (
            '<section class="zb-index" id="zb-index" lang="en" aria-labelledby="zb-terms">',
            '<h2 id="zb-terms">Terms on both sides</h2>',
            f"<p>{numbers}; {linked} linked. {_LEGEND}</p>",
            '<div class="zb-lists">',
            *(part for one in lists for part in one.parts()),
            "</div>",
            "</section>",
        )
    )


class _List:
    """The list of the terms of one side.

    Args:
        name: The side: ``s`` or ``t``.
        side: The side.
        other: The other side.
        found: The counterparts.
        described: The ids of the concepts that a list has described; new ones are added.
    """

    def __init__(
        self, name: str, side: Side, other: Side, found: Renderings, described: set[str]
    ) -> None:
        self._name, self._side, self._other = name, side, other
        self._found, self._described = found, described

    def parts(self) -> Iterator[str]:
        """Yield the list as HTML, in parts."""
        language = _LANGUAGES[self._side.language]
        of_side = entries(self._side.annotations, is_traditional=self._is_traditional)
        yield f'<div class="zb-list"><h3>{language} terms</h3>'
        for entry in sorted(of_side, key=self._key):
            yield from self._entry(entry)
        yield "</div>"

    @property
    def _is_traditional(self) -> bool:
        """True if the Chinese of the side that is in Chinese is in traditional characters."""
        chinese = self._side if self._side.language is Language.CHINESE else self._other
        return chinese.is_traditional

    def _key(self, entry: Entry) -> tuple[str, str]:
        is_chinese = self._side.language is Language.CHINESE and entry.chinese
        by_sound = plain(entry.chinese.pinyin) if is_chinese and entry.chinese else ""
        return (by_sound or entry.head.casefold(), entry.id)

    def _entry(self, entry: Entry) -> Iterator[str]:
        yield f'<div class="zb-entry" id="zb-{self._name}-{entry.id}">'
        yield self._head(entry)
        used = self._found.used(self._name, entry.annotations)
        items = (self._used(entry, term, where) for term, where in used.items())
        yield f'<ul class="zb-used">{"".join(items)}</ul>'
        shown = {spelling_key(term) for term in used if term}
        rest = [term for term in entry.renderings if spelling_key(term) not in shown]
        if rest:
            also = "; ".join(self._word(entry, term) for term in rest)
            yield f'<p class="zb-also">{"also" if shown else "in use"}: {also}</p>'
        if entry.preferred:
            variant = entry.preferred
            yield f'<p class="zb-also">{variant.words} {self._word(entry, variant.term)}</p>'
        # The index has a gloss once, a card has it always.
        is_again = entry.concept.id in self._described
        self._described.add(entry.concept.id)
        if entry.concept.gloss:
            kind = ' class="zb-again"' if is_again else ""
            yield f"<p{kind}>{escape(entry.concept.gloss)}</p>"
        yield "</div>"

    def _head(self, entry: Entry) -> str:
        if entry.language is Language.ENGLISH or not entry.chinese:
            head = f'<b lang="en">{escape(entry.term.text)}</b>'
        else:
            first, *others = entry.chinese_forms
            term = entry.chinese
            head = f'<b lang="{entry.tag_of(term, first)}">{escape(first)}</b>'
            head += "".join(
                f' <span lang="{entry.tag_of(term, form)}">{escape(form)}</span>' for form in others
            )
            head += _pinyin(term)
        # "now", "better" before the preferred term say the status already.
        is_plain = entry.preferred or entry.term.status is Status.PREFERRED
        about = usage(entry.term) if is_plain else describe(entry.term)
        return f'<p class="zb-head">{head}{f" <small>{about}</small>" * bool(about)}</p>'

    def _used(self, entry: Entry, term: Term | None, where: Sequence[Annotation]) -> str:
        """Return what is used for a term, with the rows where it is."""
        links = ", ".join(
            f'<a href="#zb-{self._name}{annotation.number}">'
            f"{self._found.row(self._name, annotation.number)}</a>"
            for annotation in where
        )
        word = "<em>no counterpart</em>"
        if term:
            is_listed = term in entry.renderings or term.language is entry.language
            about = "" if is_listed else " <small>listed for another form</small>"
            word = self._word(entry, term, "strong") + about
        count = f"{len(where)}×"
        return f'<li>{word} <small class="zb-places">{count} <span>in {links}</span></small></li>'

    def _word(self, entry: Entry, term: Term, tag: str = "span") -> str:
        """Return a term with its users, a Chinese one in the script of the text and with pinyin."""
        about = describe(term)
        note = f" <small>{about}</small>" if about else ""
        kind = ' class="zb-bad"' if term.status.is_retired else ""
        if term.language is Language.ENGLISH:
            return f'<{tag} lang="en"{kind}>{escape(term.text)}</{tag}>{note}'
        form = entry.form_of(term)
        language = entry.tag_of(term, form)
        return f'<{tag} lang="{language}"{kind}>{escape(form)}</{tag}>{_pinyin(term)}{note}'


def _pinyin(term: Term) -> str:
    return f' <i lang="zh-Latn-pinyin">{escape(term.pinyin)}</i>' if term.pinyin else ""
