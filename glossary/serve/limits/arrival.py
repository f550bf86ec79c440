"""A limit of the time in which the headers of a request arrive.

uvicorn limits how long a connection is kept that sends nothing, but not one that never ends what it
has begun to send.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol


def protocol_of(seconds: float) -> type[asyncio.Protocol]:
    """Return the protocol of uvicorn, with a limit.

    Args:
        seconds: The time from the beginning of a connection, or the end of the last answer, until
            the headers of a request are complete.
    """

    class Protocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type] # which one depends on what is installed
        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            self._stop()

        def _watch(self) -> None:
            if self.cycle is not None and not self.cycle.response_complete:
                self._stop()
            elif self._timer is None and not self.transport.is_closing():
                self._timer = self.loop.call_later(seconds, self.transport.abort)

        def _stop(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    return Protocol
