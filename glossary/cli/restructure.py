"""``glossary move``, ``split`` and ``merge``: restructure concepts of your own base."""

from __future__ import annotations

import click

from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import note


@click.command("move")
@click.argument("concept")
@click.argument("term")
@click.argument("to")
@shared
def move_command(concept: str, term: str, to: str) -> None:
    """Move a TERM from one concept TO another, each named by its id or a Chinese term.

    The renderings of a Chinese term go with it, and all other forms keep theirs.
    """
    with open_glossary(to_write=True) as glossary:
        source, target = glossary.move_term(concept, term, to)
    note(f"{term} moved from {source.id} to {target.id}")


@click.command("split")
@click.argument("concept")
@click.argument("terms", nargs=-1, required=True)
@click.option("--id", "new_id", help="Id of the new concept (default: made from the pinyin).")
@shared
def split_command(concept: str, terms: tuple[str, ...], new_id: str | None) -> None:
    """Make a new concept of some TERMS of a CONCEPT, which is named by its id or a Chinese term.

    The renderings of a Chinese term go with it. The new concept has the other fields too.
    """
    with open_glossary(to_write=True) as glossary:
        old, new = glossary.split(concept, terms, new_id=new_id)
    note(f"{new.id} split from {old.id}; both have its gloss and other fields")


@click.command("merge")
@click.argument("concept")
@click.argument("into")
@shared
def merge_command(concept: str, into: str) -> None:
    """Merge a CONCEPT INTO another, each named by its id or a Chinese term.

    Where both have a value, that of the other concept is kept, and this one added to its note.
    Relations of other concepts then lead to the other concept.
    """
    with open_glossary() as glossary:
        from glossary.edit import find_concept

        name = find_concept(glossary.termbase, concept).id
        merged = glossary.merge(name, into)
    note(f"{name} merged into {merged.id}")
