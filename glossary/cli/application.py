"""The commands, each imported when it is called, and what their failures look like."""

from __future__ import annotations

import gc
from importlib import import_module
from io import StringIO

import click

from glossary.cli import streams
from glossary.cli.exit_codes import BAD_INPUT, INTERRUPTED
from glossary.cli.options import shared
from termbase.derived import Announcement
from termbase.errors import Error

# The module of each command.
_OBJECTS_BETWEEN_COLLECTIONS = 20_000
_COMMANDS = {
    "add": "edit",
    "annotate": "annotate",
    "backup": "backup",
    "base": "base",
    "check": "check",
    "convert": "export",
    "edit": "edit",
    "export": "export",
    "find": "find",
    "history": "history",
    "import": "exchange",
    "lookup": "lookup",
    "mcp": "mcp",
    "memory": "memory",
    "merge": "restructure",
    "move": "restructure",
    "prompt": "prompt",
    "remove": "edit",
    "restore": "history",
    "serve": "serve",
    "split": "restructure",
    "stats": "stats",
    "track": "track",
    "validate": "validate",
}


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
    """Look up, find and annotate Chinese–English political terms."""


def run() -> int:
    """Run the command line and return its exit code."""
    # Concepts and units have no cycles; looking for some took a fifth of a large import.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    streams.prepare()
    Announcement.show = streams.announce
    try:
        code: int = cli.main(prog_name="glossary", standalone_mode=False) or 0
        streams.finish()
    except click.exceptions.Abort:
        code = INTERRUPTED
    except click.ClickException as error:
        shown = StringIO()
        error.show(shown)
        streams.complain(shown.getvalue().rstrip("\n"))
        code = error.exit_code
    except Error as error:
        streams.warn(str(error))
        code = BAD_INPUT
    except UnicodeEncodeError as error:
        context = error.object[max(0, error.start - 20) : error.end + 20]
        streams.warn(f"not text: {context!a}; check the encoding of your terminal")
        code = BAD_INPUT
    except (BrokenPipeError, SystemExit):
        # The reader of the output has gone (click exits then): there is nobody to tell.
        streams.discard_output()
        code = 0
    except OSError as error:
        streams.discard_output()
        streams.warn(streams.format_explanation(error))
        code = BAD_INPUT
    return code
