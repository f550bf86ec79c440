"""The options of all commands, and the glossary that they name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from glossary.glossary import Glossary
from glossary.glossary import open as open_base
from glossary.views.words import safe_line
from termbase.store.address import Address, files_of, read_address

Command = TypeVar("Command", bound=Callable[..., Any])

_META = "zh-en-glossary.options"


@dataclass
class Options:
    """The values of the shared options."""

    base: Address | None = None
    builtin: bool = True
    quiet: bool = False
    verbose: bool = False


def options() -> Options:
    """Return the shared options of the current call; the defaults outside of one."""
    context = click.get_current_context(silent=True)
    if context is None:
        return Options()
    found: Options = context.meta.setdefault(_META, Options())
    return found


def shared(command: Command) -> Command:
    """Give a command or group the options that all have, before or after a command's name."""
    for decorate in (
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            expose_value=False,
            callback=_set("verbose"),
            help="Show what is being done, on standard error.",
        ),
        click.option(
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=_set("quiet"),
            help="Show nothing but the result and problems.",
        ),
        click.option(
            "--no-builtin",
            is_flag=True,
            expose_value=False,
            callback=_set("builtin"),
            help="Leave the built-in terms out.",
        ),
        click.option(
            "--base",
            metavar="FILE|URL",
            type=read_address,
            expose_value=False,
            callback=_set("base"),
            help="Your own base, a file or postgresql://USER@HOST/DATABASE (default: "
            "$GLOSSARY_BASE, else a file in your data folder).",
        ),
    ):
        command = decorate(command)
    return command


class _OutputOption(click.Option):
    """An option whose former name, ``--out``, is accepted and not shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0].replace(", --out ", " "), record[1])


def output_option(help: str) -> Callable[[Command], Command]:
    """Return the option ``-o``/``--output`` for a file or folder."""
    return click.option(
        "-o",
        "--output",
        "--out",
        "out",
        cls=_OutputOption,
        type=click.Path(path_type=Path),
        # As for other commands, - is standard output.
        callback=lambda _, __, path: None if path == Path("-") else path,
        help=help,
    )


def refuse_options(names: Iterable[str], why: str) -> None:
    """Refuse options and arguments that the rest of a call leaves without effect.

    Args:
        names: The names of the parameters of the command.
        why: The reason, after the option: "is for a page".

    Raises:
        UsageError: If one was given.
    """
    context = click.get_current_context()
    by_name = {parameter.name: parameter for parameter in context.command.params}
    for name in names:
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            parameter = by_name[name]
            is_option = isinstance(parameter, click.Option)
            shown = parameter.opts[-1] if is_option else parameter.human_readable_name.strip("[.]")
            raise click.UsageError(f"{shown} {why}")


def open_glossary(*, to_write: bool = False, temporary: bool = False) -> Glossary:
    """Open the glossary that the shared options name.

    A missing base is left out, and nothing is created, unless something is to be written.

    Args:
        to_write: A missing base is created, and its folder.
        temporary: A missing base is created elsewhere and removed afterwards, because an empty
            one will do, or everything will be undone.
    """
    named = base_address()
    address: Address | None = named
    # Whether a database is there, opening it tells.
    is_missing = isinstance(named, Path) and not os.path.lexists(named)
    if is_missing and options().base and not to_write and not options().quiet:
        click.echo(f"{safe_line(str(named))}: no base here yet", err=True)
    if temporary and is_missing:
        from tempfile import TemporaryDirectory

        folder = click.get_current_context().with_resource(TemporaryDirectory())
        address = Path(folder) / named.name
    elif to_write:
        create_folder_of(named)
    elif is_missing:
        address = None
    glossary = open_base(address, builtin=options().builtin)
    if options().verbose:
        import logging

        logging.getLogger("glossary").info("opened %r", glossary)
    return glossary


def base_address() -> Address:
    """Return the address of the base that the shared options name.

    Raises:
        InputError: If it begins as the URL of a PostgreSQL database, and is not one.
    """
    chosen = os.environ.get("GLOSSARY_BASE")
    return options().base or (read_address(chosen) if chosen else _default_base())


def create_folder_of(address: Address) -> None:
    """Create the folder of a file that is to be a base.

    Raises:
        StoreError: If that is impossible.
    """
    for file in files_of(address):
        _create_folder(file.parent)


def _create_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        from termbase.errors import StoreError
        from termbase.output import reason

        raise StoreError(f"{folder}: cannot be created: {reason(error)}") from None


def _default_base() -> Path:
    return data_folder() / "glossary.db"


def data_folder() -> Path:
    """Return the folder of the user's own data."""
    from platformdirs import user_data_path

    return user_data_path("zh-en-glossary", appauthor=False)


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, _: click.Parameter, value: Any) -> None:
        # An option given before the command's name is not undone by its absence after it.
        if value:
            setattr(options(), name, False if name == "builtin" else value)
            if name == "verbose":
                _show_log(context.find_root())

    return callback


def _show_log(context: click.Context) -> None:
    """Show on standard error what the packages log, until the command ends."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    for logger in map(logging.getLogger, ("glossary", "termbase")):
        if not logger.handlers:
            logger.addHandler(handler)
            logger.setLevel(logging.DEBUG)
            context.call_on_close(partial(logger.removeHandler, handler))
