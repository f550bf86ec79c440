"""``glossary serve``: web pages, HTTP API and MCP on the base."""

from __future__ import annotations

import click

from glossary.cli.options import base_address, options, shared


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
    help="Port to listen on; 0 for one that is free.",
)  # fmt: skip
@click.option(
    "--allow-host", "hosts", multiple=True,
    help="Name by which clients may call the server, such as glossary.example.org; reading then "
    "needs a token.",
)  # fmt: skip
@click.option("--private", is_flag=True, help="Reading needs a token, on this machine too.")
@click.option(
    "--link", is_flag=True,
    help="Print a new one-time link for an administrator and exit; the server may run. Give --host "
    "and --port as you give them to the server.",
)  # fmt: skip
@shared
def serve_command(
    host: str, port: int, hosts: tuple[str, ...], *, private: bool, link: bool
) -> int:
    """Serve the base to browsers, CAT tools and language models.

    On this machine reading needs no token; writing does. The first start prints a link that signs
    an administrator in once.
    """
    from termbase.errors import Error

    if link and not port:
        raise click.UsageError("--link needs the port of the server; name it with --port")
    try:
        from glossary.serve.running import print_link, run
        from glossary.serve.settings import Settings
    except ImportError as error:
        raise Error(
            f"the server needs {error.name}; install it: pip install 'zh-en-glossary[server]'"
        ) from None
    settings = Settings(
        base_address(), options().builtin, host=host, port=port, hosts=hosts, private=private
    )
    if link:
        print_link(settings)
        return 0
    return run(settings, quiet=options().quiet)
