"""Write concepts in a format, and report what it cannot represent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from termbase.choices import check_choice
from termbase.errors import InputError
from termbase.formats.characters import UNWRITABLE, first_unwritable
from termbase.formats.learners.cards import Quotation
from termbase.formats.losses import losses
from termbase.formats.registry import (
    DIRECTIONS,
    FORMATS,
    SCRIPTS,
    Format,
    known_format,
    module_of,
    parse,
)
from termbase.model.concept import Concept

# The module of the formats whose files have one form of a Chinese term in a row.
_PAIRS = "tables.pairs"


def write(
    concepts: Sequence[Concept],
    name: str,
    direction: str = "zh-en",
    script: str = "given",
    quotations: Sequence[Quotation] = (),
) -> tuple[bytes, Counter[str]]:
    """Write concepts in a format.

    Args:
        concepts: The concepts.
        name: The format.
        direction: ``zh-en`` or ``en-zh``, for directed formats.
        script: For lists of pairs, the forms of Chinese terms: ``given`` for those that
            somebody wrote, ``simplified``, ``traditional``, or ``both``.
        quotations: Where terms were found in documents: formats for learners have only these
            terms, in this order, each with its sentence.

    Returns:
        The file, and for each field of concepts and terms the number of concepts that lost some
        of it. A concept with a character that the format cannot hold is left out and named.

    Raises:
        InputError: If the format is unknown or cannot be written, or if it is not a list of
            pairs and a script is given.
        ValueError: If the direction or script is unknown.
    """
    format = FORMATS[known_format(name)]
    check_choice("direction", direction, DIRECTIONS)
    check_choice("script", script, SCRIPTS)
    if not format.writes:
        raise InputError(f"{name} can be read but not written")
    if script != "given" and format.module != _PAIRS:
        raise InputError(f"{name} has no choice of forms, so --script does not apply")
    unwritable: dict[str, str] = {}
    try:
        data = _written(format, concepts, direction, script, quotations)
    except ValueError:
        # The libraries that write XML do not name the concept.
        unwritable = _unwritable(concepts)
        if not unwritable:
            raise
    else:
        if not format.binary and name != "json" and UNWRITABLE.search(data.decode()):
            unwritable = _unwritable(concepts)
    if unwritable:
        concepts = [concept for concept in concepts if concept.id not in unwritable]
        data = _written(format, concepts, direction, script, quotations)
    if format.reads:
        lost = losses(concepts, parse(data, name, name, "utf-8"))
    else:
        lost = module_of(format).losses(concepts)
    if not format.quotes:
        lost["quotations"] = len({quotation.concept for quotation in quotations})
    return data, lost + Counter(f"concept {id} ({why})" for id, why in unwritable.items())


def _written(
    format: Format,
    concepts: Sequence[Concept],
    direction: str,
    script: str,
    quotations: Sequence[Quotation],
) -> bytes:
    options: dict[str, Any] = {}
    if format.variant:
        options["variant"] = format.variant
    if format.directed:
        options["variant"] = f"{format.variant} {direction}".strip()
        if format.module == _PAIRS:
            options["script"] = script
    if format.quotes:
        options["quotations"] = quotations
    written: bytes | str = module_of(format).write(concepts, *options.values())
    return written if isinstance(written, bytes) else written.encode()


def _unwritable(concepts: Sequence[Concept]) -> dict[str, str]:
    """Return the concepts that most formats cannot hold, by id, with the character."""
    found = ((concept.id, first_unwritable(concept)) for concept in concepts)
    return {name: f"U+{ord(match[0]):04X}" for name, match in found if match}
