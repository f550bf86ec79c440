"""A server on a port of loopback, for clients that are programs of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from glossary.serve.running import config_of
from glossary.serve.settings import Settings


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve within, and yield the address."""
    config = config_of(settings)
    config.port = 0
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
