"""``glossary mcp``: the glossary as an MCP server on standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from glossary.cli.options import open_glossary, shared

if TYPE_CHECKING:
    from mcp.server.mcpserver import Context


@click.command("mcp")
@shared
def mcp_command() -> int:
    """Serve the glossary to a language model, as an MCP server on standard input and output.

    A client starts this command itself; its settings name it: {"command": "glossary", "args":
    ["mcp"]}. The model can look up, annotate, check, search the memory, and propose terms.
    """
    from termbase.errors import Error

    try:
        import anyio

        from glossary.serve.mcp.server import create_server
    except ImportError as error:
        raise Error(
            f"the MCP server needs {error.name}; install it: pip install 'zh-en-glossary[server]'"
        ) from None
    with open_glossary(to_write=True) as glossary:
        anyio.run(create_server(glossary, _author).run_stdio_async)
    return 0


def _author(context: Context[Any, Any]) -> str:
    """Return the name of the client, which the person at this machine has started."""
    parameters = context.session.client_params
    return f"mcp:{parameters.client_info.name}" if parameters else "mcp"
