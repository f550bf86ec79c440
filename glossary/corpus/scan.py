"""Scan a corpus: its texts and all mentions in them, going on where an earlier scan stopped."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc

from glossary.corpus.agenda import Agenda
from glossary.corpus.folder import default_folder, locked
from glossary.corpus.local import find_on_all_cores
from glossary.corpus.mentions import MENTIONS, FindOptions
from glossary.corpus.parts import Parts
from glossary.corpus.signature import signature_of
from glossary.corpus.tables import Report
from glossary.corpus.texts import Corpus, refuse
from glossary.corpus.work import SCANNED, Terms
from glossary.find.finder import Finder
from termbase.choices import check_choice
from termbase.errors import InputError

Engine = Literal["local", "ray"]


@dataclass(frozen=True, slots=True)
class Scan:
    """The texts of a corpus and the mentions in them.

    Attributes:
        texts: With the columns :data:`SCANNED`, sorted by date, outlet and id.
        mentions: With the columns :data:`MENTIONS`, sorted by date, outlet, id and start.
    """

    texts: pa.Table
    mentions: pa.Table


def scan(
    corpus: Corpus,
    finder: Finder,
    options: FindOptions | None = None,
    *,
    engine: Engine = "local",
    processes: int | None = None,
    folder: Path | None = None,
    concepts: Collection[str] | None = None,
    report: Report = refuse,
    progress: Callable[[int], object] = lambda _: None,
) -> Scan:
    """Return the texts of a corpus and the mentions in them.

    The results are kept in a folder as Parquet files. A later scan finds terms only in what is new
    or changed, and one that was killed goes on where it was. If the terms or the options are
    others, all is done again.

    Args:
        corpus: The texts.
        finder: Finds the terms. Its own base is opened again by each worker.
        options: The options of finding.
        engine: ``local`` for all cores of this machine, ``ray`` for a Ray cluster: the one
            that ``RAY_ADDRESS`` names, or one on this machine.
        processes: The number of workers; by default one a core.
        folder: The folder of the results; by default one in the user's cache folder.
        concepts: The ids of the concepts whose mentions are returned; by default all. The folder
            has all in any case.
        report: Called with each row or document that cannot be read, which is left out and tried
            again by the next scan; by default it is an error.
        progress: Called with the numbers of bytes of the files that are done.

    Raises:
        InputError: If a file or row cannot be read, no path matches the pattern, or the folder is
            in use, in the corpus, or cannot be written.
        Error: If a worker is killed, or Ray is missing.
        ValueError: If the engine or the polity is unknown.
    """
    check_choice("engine", engine, get_args(Engine))
    own, builtin = finder.termbase.own, finder.termbase.builtin
    terms = Terms(
        own.address if own else None, builtin is not None, options or FindOptions(),
        corpus.reading.encoding,
    )  # fmt: skip
    signature = signature_of(finder.termbase, terms)
    folder = folder or default_folder(corpus.path, signature)
    if folder.resolve().is_relative_to(corpus.path.resolve()):
        raise InputError(f"{folder}: is in the corpus; name another folder (--parts)")
    with locked(folder):
        parts = Parts(folder, signature)
        agenda = Agenda.of(corpus, folder, parts.digests(), report, progress)
        if engine == "ray":
            from glossary.corpus.on_ray import find_on_ray

            results = find_on_ray(agenda, terms, signature, processes)
        else:
            results = find_on_all_cores(agenda.slices(), terms, finder, processes)
        try:
            for found in results:
                parts.add(agenda.finish(found))
        finally:
            # Also of a scan that is interrupted: the next one goes on from there.
            parts.flush()
        if not agenda.wanted:
            corpus.refuse_empty()
        parts.keep(agenda.wanted)
        agenda.write()
        return _sorted(parts, concepts)


def _sorted(parts: Parts, concepts: Collection[str] | None) -> Scan:
    tables = list(parts.tables(concepts))
    texts = pa.concat_tables([SCANNED.empty_table(), *(table for table, _ in tables)])
    texts = texts.sort_by([(name, "ascending") for name in ("date", "outlet", "id")])
    mentions = pa.concat_tables([MENTIONS.empty_table(), *(table for _, table in tables)])
    del tables
    mentions = mentions.unify_dictionaries().combine_chunks()
    # The mentions of a text are sorted already, so to sort them is to sort their texts.
    ids = mentions["id"].combine_chunks()
    ranks = pc.index_in(ids.dictionary, texts["id"]).take(ids.indices)
    # Stable. An array of NumPy as the order would import numpy.ma, which takes long.
    order = pc.array_sort_indices(ranks)
    return Scan(texts.combine_chunks(), _canonical(mentions.take(order)))


def _canonical(mentions: pa.Table) -> pa.Table:
    """Return a table with dictionaries in the order of its rows, in whichever order parts came."""
    columns = [
        column.cast(pa.string()).dictionary_encode()
        if pa.types.is_dictionary(column.type)
        else column
        for column in mentions.columns
    ]
    return pa.table(columns, MENTIONS)
