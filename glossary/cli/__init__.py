"""The command ``glossary``: one small module a command, imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from glossary.cli.options import shared
from termbase.errors import Error

# Each command, and the module it stands in.
_COMMANDS = {
    "add": "edit",
    "annotate": "annotate",
    "convert": "exchange",
    "edit": "edit",
    "export": "exchange",
    "find": "find",
    "import": "exchange",
    "lookup": "lookup",
    "memory": "memory",
    "remove": "edit",
    "stats": "stats",
    "validate": "validate",
}

NOTHING_FOUND = 1
BAD_INPUT = 3


class _Commands(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"glossary.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zh-en-glossary", message="%(package)s %(version)s")
@shared
def cli() -> None:
    """Chinese–English political terms: look them up, find them, annotate articles."""


def main() -> None:
    """Run the command line; problems end in one clear line and an exit code."""
    try:
        code = cli.main(prog_name="glossary", standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except Error as error:
        click.echo(f"glossary: {error}", err=True)
        code = BAD_INPUT
    except UnicodeEncodeError as error:
        around = error.object[max(0, error.start - 20) : error.end + 20]
        click.echo(f"glossary: {around!a} is no text; is your terminal's encoding right?", err=True)
        code = BAD_INPUT
    except BrokenPipeError:
        # The reader of the output has gone; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        click.echo(f"glossary: {error.filename or 'output'}: {error.strerror}", err=True)
        code = BAD_INPUT
    sys.exit(code)
