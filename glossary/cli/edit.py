"""``glossary add``, ``edit`` and ``remove``: changes to your own base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import click

from glossary.cli.options import open_glossary, options, shared
from termbase.errors import Conflict, NotFound
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, Source, Status, Term, Usage
from termbase.model.fill import available_id, fill_term
from termbase.termbase import Termbase

Command = TypeVar("Command", bound=Callable[..., Any])

_FIELDS = ("subject", "kind", "gloss", "literal", "note")


def _fields(command: Command) -> Command:
    for field in (
        click.option("--gloss", help="What it means, in a sentence or two."),
        click.option("--literal", help="Word-for-word English."),
        click.option("--note", help="Anything else."),
        click.option("--subject", help="The field it belongs to."),
        click.option("--kind", help="What sort of thing it is."),
        click.option("--traditional", help="Traditional characters (default: generated)."),
        click.option("--pinyin", help="Pinyin with tone marks (default: generated)."),
        click.option(
            "--usage",
            type=click.Choice([usage.value for usage in Usage]),
            multiple=True,
            help="Who uses the first rendering.",
        ),
        click.option("--source", help="Where it was seen."),
    ):
        command = field(command)
    return command


@click.command("add")
@click.argument("chinese")
@click.argument("english", nargs=-1, required=True)
@click.option("--id", "concept_id", help="Its id (default: from the pinyin).")
@_fields
@shared
def add_command(
    chinese: str, english: tuple[str, ...], concept_id: str | None, **given: Any
) -> None:
    """Add a term with its English renderings, the preferred one first, to your own base.

    A built-in concept with that term is taken over into your base, with your renderings before
    its own.
    """
    with open_glossary(to_write=True) as glossary:
        termbase = glossary.termbase
        text = convert(chinese.strip(), Script.SIMPLIFIED)
        term = Term(Language.CHINESE, text, status=Status.PREFERRED)
        there = [
            concept
            for concept in termbase.concepts_with_term(term)
            if concept_id in (None, concept.id)
        ]
        for concept in there:
            if termbase.own and concept.id in termbase.own:
                raise Conflict(
                    f"{text} is in your base already, as {concept.id}; change it with "
                    f"'glossary edit {concept.id}'"
                )
        if there:
            concept = _with_english(there[0], [*english, *(t.text for t in there[0].english)])
        else:
            new = Concept(concept_id or available_id(term, termbase.get), (term,))
            if concept_id and termbase.get(concept_id):
                raise Conflict(f"the id {concept_id} is taken; choose another")
            concept = _with_english(new, english)
        if not given["traditional"] and text != chinese.strip():
            given["traditional"] = chinese.strip()
        concept = _changed(concept, given)
        glossary.put(concept)
    _tell(f"{concept.id} added" + (", in place of the built-in one" if there else ""))


@click.command("edit")
@click.argument("concept")
@click.option("--english", multiple=True, help="A rendering; all of them, the preferred one first.")
@_fields
@shared
def edit_command(concept: str, english: tuple[str, ...], **given: Any) -> None:
    """Change a concept, named by its id or one of its Chinese terms.

    A built-in one is taken over into your base first.
    """
    if not english and not any(given.values()):
        raise click.UsageError("nothing to change; say what, as in --gloss '…'")
    with open_glossary(to_write=True) as glossary:
        old = _the_one(glossary.termbase, concept)
        new = _with_english(old, english) if english else old
        new = _changed(new, given)
        glossary.put(new)
    _tell(f"{new.id} changed")


@click.command("remove")
@click.argument("concepts", nargs=-1, required=True)
@shared
def remove_command(concepts: tuple[str, ...]) -> None:
    """Remove concepts, named by id or Chinese term, from your own base."""
    with open_glossary() as glossary:
        names = [_the_one(glossary.termbase, concept).id for concept in concepts]
        glossary.termbase.remove(names)
    _tell(f"{', '.join(names)} removed")


def _tell(message: str) -> None:
    if not options().quiet:
        click.echo(message, err=True)


def _the_one(termbase: Termbase, named: str) -> Concept:
    if concept := termbase.get(named):
        return concept
    found = termbase.concepts_with_term(Term(Language.CHINESE, named))
    if not found:
        raise NotFound(f"{named}: no concept with this id or Chinese term")
    if len(found) > 1:
        names = ", ".join(concept.id for concept in found)
        raise Conflict(f"{named} is a term of several concepts; name one by its id: {names}")
    return found[0]


def _with_english(concept: Concept, texts: Sequence[str]) -> Concept:
    """The concept with these renderings, the first preferred; known ones keep what is known."""
    known = {term.text: term for term in concept.english}
    renderings: list[Term] = []
    for text in dict.fromkeys(text.strip() for text in texts):
        term = known.get(text) or Term(Language.ENGLISH, text)
        status = term.status
        if not renderings:
            status = Status.PREFERRED
        elif status is Status.PREFERRED:
            status = Status.ADMITTED
        renderings.append(replace(term, status=status))
    return replace(concept, terms=(*concept.chinese, *renderings))


def _changed(concept: Concept, given: dict[str, Any]) -> Concept:
    """The concept with the fields that were given; what a term still lacks is generated."""
    fields = {field: given[field] for field in _FIELDS if given[field] is not None}
    chinese, english = list(concept.chinese), list(concept.english)
    for field in ("traditional", "pinyin"):
        if given[field] and chinese:
            rest = tuple(made for made in chinese[0].generated if made != field)
            chinese[0] = replace(chinese[0], **{field: given[field]}, generated=rest)
    if given["usage"] and english:
        english[0] = replace(english[0], usage=tuple(map(Usage, given["usage"])))
    if given["source"]:
        fields["sources"] = (*concept.sources, Source(given["source"]))
    return replace(concept, terms=(*map(fill_term, chinese), *english), **fields)
