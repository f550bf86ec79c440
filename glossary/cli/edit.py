"""``glossary add``, ``edit`` and ``remove``: change your own base."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import complain, note
from termbase.model.concept import Concept, Language, Term, Usage

# The codes of problems that a term just typed may have; a missing gloss can wait.
_WARNINGS = {
    "apostrophe", "full-width", "half-width", "never-found", "no-tone", "reading", "sandhi",
    "traditional", "untidy",
}  # fmt: skip

Command = TypeVar("Command", bound=Callable[..., Any])


def _fields(command: Command) -> Command:
    for field in (
        click.option("--gloss", help="Meaning of the concept, in one or two sentences."),
        click.option("--literal", help="Word-for-word English translation."),
        click.option("--note", help="Further remarks."),
        click.option("--subject", help="Subject field, such as corruption."),
        click.option("--kind", help="Kind of thing, such as institution or slogan."),
        click.option("--traditional", help="Traditional characters (default: generated)."),
        click.option("--pinyin", help="Pinyin with tone marks (default: generated)."),
        click.option(
            "--usage",
            type=click.Choice([usage.value for usage in Usage]),
            multiple=True,
            help="Group that uses the first rendering; repeatable.",
        ),
        click.option("--source", help="Title of a source, added to the sources."),
    ):
        command = field(command)
    return command


@click.command("add")
@click.argument("chinese")
@click.argument("english", nargs=-1, required=True)
@click.option("--id", "concept_id", help="Id of the concept (default: made from the pinyin).")
@_fields
@shared
def add_command(
    chinese: str, english: tuple[str, ...], concept_id: str | None, **fields: Any
) -> None:
    """Add a term and its English renderings, the preferred one first, to your own base.

    A built-in concept with that term is copied into your base, with your renderings of the term
    before its own. The other forms of the concept keep their renderings.
    """
    with open_glossary(to_write=True) as glossary:
        known = glossary.termbase.concepts_with_term(Term(Language.CHINESE, chinese))
        concept = glossary.add(chinese, english, id=concept_id, **fields)
        builtin = glossary.termbase.builtin
        replaces = builtin is not None and concept.id in builtin
    _warn_of_problems(concept)
    note(f"{concept.id} added" + (", in place of the built-in one" if replaces else ""))
    _note_renderings(next((one for one in known if one.id == concept.id), None), concept)


@click.command("edit")
@click.argument("concept")
@click.option(
    "--english",
    multiple=True,
    help="Replaces all renderings of the term that is named; of a concept named by its id, those "
    "of the preferred term and of the terms that share them. Repeatable, the preferred one first.",
)
@_fields
@shared
def edit_command(concept: str, english: tuple[str, ...], **fields: Any) -> None:
    """Change a concept, named by its id or one of its Chinese terms.

    A built-in concept is copied into your base first.
    """
    if not english and not any(fields.values()):
        raise click.UsageError("nothing to change; give a field, as in --gloss '…'")
    with open_glossary(to_write=True) as glossary:
        from glossary.edit import find_concept

        before = find_concept(glossary.termbase, concept)
        changed = glossary.edit(concept, english=english, **fields)
    _warn_of_problems(changed)
    note(f"{changed.id} changed")
    _note_renderings(before, changed)


@click.command("remove")
@click.argument("concepts", nargs=-1, required=True)
@shared
def remove_command(concepts: tuple[str, ...]) -> None:
    """Remove concepts, named by id or Chinese term, from your own base."""
    with open_glossary() as glossary:
        ids = glossary.remove(*concepts)
    note(f"{', '.join(ids)} removed")


def _note_renderings(before: Concept | None, after: Concept) -> None:
    from termbase.model.renderings import words_for_renderings

    if before and (words := words_for_renderings(before, after)):
        note(words)


def _warn_of_problems(concept: Concept) -> None:
    from termbase.validation import validate

    for problem in validate([concept]):
        if problem.code in _WARNINGS:
            complain(f"warning: {problem}")
