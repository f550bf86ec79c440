"""The options of how a corpus is read and its terms are found, and both with a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from glossary.cli.polity import polity_option
from glossary.cli.progress import bar
from glossary.cli.streams import note
from glossary.find.boundary import Level
from glossary.views.words import counted
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.corpus.scan import Engine, Scan
    from glossary.corpus.tables import Report
    from glossary.corpus.texts import Corpus
    from glossary.glossary import Glossary
    from termbase.errors import Problem

_Command = TypeVar("_Command", bound=Callable[..., Any])
PLOTS = ("png", "svg")
# Bad rows that are named; the others are counted.
_NAMED = 5


class CorpusOptions(TypedDict):
    """The options of reading a corpus and of finding terms in it."""

    pattern: str
    columns: tuple[str, ...]
    encoding: str | None
    skip_bad: bool
    overlapping: bool
    level: str
    polity: str
    engine: Engine
    processes: int | None
    parts: Path | None


_OPTIONS = (
    click.option("--pattern", default="", help="Metadata in paths, such as {outlet}/{date}.md."),
    click.option(
        "--columns",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="A column of a table, such as date=published; repeatable.",
    ),
    click.option("--encoding", help="Encoding of the texts, if detection fails."),
    click.option("--skip-bad", is_flag=True, help="Leave out rows and files that cannot be read."),
    click.option(
        "--overlapping", is_flag=True, help="Count terms inside or across longer ones too."
    ),
    click.option(
        "--level",
        type=click.Choice([level.value for level in Level]),
        default=Level.BALANCED.value,
        show_default=True,
        help="Strictness: loose finds more, strict less.",
    ),
    polity_option,
    click.option(
        "--engine",
        type=click.Choice(["local", "ray"]),
        default="local",
        show_default=True,
        help="All cores of this machine, or the Ray cluster of $RAY_ADDRESS.",
    ),
    click.option(
        "--processes", type=click.IntRange(min=1), help="Number of workers  [default: one a core]"
    ),
    click.option(
        "--parts",
        type=click.Path(path_type=Path),
        help="Folder of what was found, for the next run  [default: in your cache folder]",
    ),
)


def corpus_options(command: _Command) -> _Command:
    """Give a command the options of :class:`CorpusOptions`."""
    for decorate in reversed(_OPTIONS):
        command = decorate(command)
    return command


def read_corpus(path: str, options: CorpusOptions) -> Corpus:
    """Return the corpus at a path.

    Raises:
        InputError: If there is none.
    """
    from glossary.corpus.texts import open_corpus

    columns = columns_of(options)
    return open_corpus(path, options["pattern"], columns=columns, encoding=options["encoding"])


def scan_corpus(
    corpus: Corpus,
    glossary: Glossary,
    concepts: Collection[str] | None,
    options: CorpusOptions,
) -> Scan:
    """Find the terms in a corpus.

    Args:
        corpus: The corpus.
        glossary: Its terms are found.
        concepts: The ids of the concepts that are needed; None for all.
        options: The options.

    Raises:
        InputError: If the corpus cannot be read.
    """
    if options["engine"] == "local":
        spare_pandas()
    from glossary.corpus.mentions import FindOptions
    from glossary.corpus.scan import scan

    size = sum(file.size for file in corpus.files())
    find_options = FindOptions(options["overlapping"], Level(options["level"]), options["polity"])
    with reported(skip_bad=options["skip_bad"]) as report, bar(size, "Finding") as advance:
        return scan(
            corpus, glossary.finder, find_options, engine=options["engine"],
            processes=options["processes"], folder=options["parts"], concepts=concepts,
            report=report, progress=advance,
        )  # fmt: skip


class _NoPandas(MetaPathFinder):
    """Makes the import of pandas fail while it is in ``sys.meta_path``."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def spare_pandas() -> None:
    """Keep pyarrow from importing pandas, which takes longer than to find terms in a new day.

    For its first array of Python objects pyarrow tries to import pandas, and goes on without it.
    Other libraries may import it afterwards. Ray needs it in pyarrow.
    """
    import pyarrow as pa

    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([None])
    finally:
        sys.meta_path.remove(finder)


@contextmanager
def reported(*, skip_bad: bool) -> Iterator[Report]:
    """Yield a function for what cannot be read; what it was called with is named in the end.

    Args:
        skip_bad: What cannot be read is left out; else the function raises an error.
    """
    from glossary.corpus.texts import refuse

    bad: list[Problem] = []
    yield bad.append if skip_bad else refuse
    for problem in bad[:_NAMED]:
        note(f"left out: {problem}")
    if len(bad) > _NAMED:
        more = counted(len(bad) - _NAMED, "more row or file", "more rows or files")
        note(f"left out: {more} that cannot be read")


def refuse_within(out: Path, corpus: Path) -> None:
    """Refuse an output that the next run would take for a part of the corpus.

    Raises:
        InputError: If it is one.
    """
    from glossary.corpus.files import kind_of

    if kind_of(out.name) and corpus.resolve() in out.resolve().parents:
        raise InputError(
            f"{out}: is in the corpus, and the next run would read it; name another output"
        )


def require_plots(to: str) -> None:
    """Check that a plot can be drawn, before other work for it is done.

    Args:
        to: The format of the output; of others than plots nothing is required.

    Raises:
        Error: If matplotlib is not installed.
    """
    if to in PLOTS:
        from glossary.views.track.plots import require_matplotlib

        require_matplotlib()


def columns_of(options: CorpusOptions) -> dict[str, str]:
    """Return the columns that the user names, by field."""
    return dict(_column(named) for named in options["columns"])


def _column(named: str) -> tuple[str, str]:
    field, equals, column = named.partition("=")
    if not equals:
        raise click.UsageError(f"--columns {named}: expected such as date=published")
    return field, column
