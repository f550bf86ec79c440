"""The option ``--polity`` of the commands that find terms."""

from __future__ import annotations

import click

from glossary.find.polities import POLITIES

polity_option = click.option(
    "--polity",
    type=click.Choice(POLITIES),
    callback=lambda _context, _option, polity: polity or "",
    help="Whose ministries, laws and parties are meant where a text does not say  "
    "[default: decided from the text]",
)
