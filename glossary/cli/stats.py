"""``glossary stats``: what the glossary holds."""

from __future__ import annotations

from collections import Counter

import click

from glossary.cli.options import open_glossary, shared


@click.command("stats")
@shared
def stats_command() -> None:
    """Count concepts and terms, by subject."""
    from glossary.views.terminal import table

    with open_glossary() as glossary:
        termbase = glossary.termbase
        concepts = list(termbase)
        own = set(termbase.own.ids()) if termbase.own else set()
        where = termbase.own.path if termbase.own else None
    by_subject = Counter(concept.subject or "(none)" for concept in concepts)
    chinese = Counter(concept.subject or "(none)" for concept in concepts for _ in concept.chinese)
    english = Counter(concept.subject or "(none)" for concept in concepts for _ in concept.english)
    mine = Counter(concept.subject or "(none)" for concept in concepts if concept.id in own)
    rows = [
        (subject, *(f"{column[subject]:,}" for column in (by_subject, mine, chinese, english)))
        for subject in sorted(by_subject)
    ]
    totals = (by_subject, mine, chinese, english)
    rows.append(("all", *(f"{sum(column.values()):,}" for column in totals)))
    header = ("subject", "concepts", "your own", "Chinese terms", "English terms")
    click.echo(table(header, rows), nl=False)
    click.echo(f"your own base: {where or 'none yet'}")
