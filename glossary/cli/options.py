"""Options that all commands share, before or after the command's name, and what they open."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import click

import glossary
from glossary.glossary import Glossary

Command = TypeVar("Command", bound=Callable[..., Any])

_META = "zh-en-glossary.options"


@dataclass
class Options:
    """What the shared options say."""

    base: Path | None = None
    builtin: bool = True
    quiet: bool = False


def options() -> Options:
    """The shared options of the present call."""
    meta = click.get_current_context().meta
    if _META not in meta:
        meta[_META] = Options()
    found: Options = meta[_META]
    return found


def shared(command: Command) -> Command:
    """Give a command the options that all have."""
    for decorate in (
        click.option(
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=_set("quiet"),
            help="Say nothing but the result.",
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
            type=click.Path(path_type=Path),
            expose_value=False,
            callback=_set("base"),
            help="Your own base (default: $GLOSSARY_BASE, else a file in your data folder).",
        ),
    ):
        command = decorate(command)
    return command


def open_glossary(*, to_write: bool = False, trial: bool = False) -> Glossary:
    """The glossary that the shared options name.

    One that is named is made if it is missing. So is the default base when something is to be
    written to it, and when its memory is opened, which then is an empty one.

    Args:
        to_write: Something is to be written.
        trial: It will be undone, so a base that is missing is made elsewhere and removed.
    """
    named = options().base or (
        Path(chosen) if (chosen := os.environ.get("GLOSSARY_BASE")) else None
    )
    path = named or _default_base()
    if trial and not path.exists():
        folder = click.get_current_context().with_resource(TemporaryDirectory())
        path = Path(folder) / path.name
    if to_write:
        path.parent.mkdir(parents=True, exist_ok=True)
    exists = named is not None or to_write or path.exists()
    return glossary.open(path if exists else None, builtin=options().builtin)


def _default_base() -> Path:
    from platformdirs import user_data_path

    return user_data_path("zh-en-glossary", appauthor=False) / "glossary.db"


def _set(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(_: click.Context, __: click.Parameter, value: Any) -> None:
        # An option given before the command's name is not undone by its absence behind it.
        if value:
            setattr(options(), name, False if name == "builtin" else value)

    return callback
