"""The settings of a server."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from termbase.store.address import Address

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a server; the options of ``glossary serve``.

    Attributes:
        base: The base of the team; created if it is missing.
        builtin: False to serve its terms alone.
        host: The address to listen on.
        port: The port to listen on; 0 for any that is free.
        hosts: Names, beside the address itself, by which clients may call the server. Others are
            refused, so that a page of a stranger cannot read from a server on loopback (DNS
            rebinding). With a name, there is a proxy, and reading needs a token.
        private: Reading needs a token, on loopback too.
        requests_per_minute: The number of requests that a client on another machine may send.
        body_limit: The largest body of a request, in bytes; a larger one is refused.
        body_seconds: The time in which a body has to arrive.
        job_seconds: The time after which work on a text or upload is stopped.
        job_memory: The memory that such work may take, in bytes.
        workers: The number of processes for it.
    """

    base: Address
    builtin: bool = True
    host: str = "127.0.0.1"
    port: int = 8765
    hosts: tuple[str, ...] = ()
    private: bool = False
    requests_per_minute: int = 6000
    body_limit: int = 32 * MEBIBYTE
    body_seconds: float = 30.0
    job_seconds: float = 60.0
    job_memory: int = 1024 * MEBIBYTE
    workers: int = 2

    @property
    def is_loopback(self) -> bool:
        """True if only programs on this machine reach the server."""
        return is_loopback(self.host)

    def reads_are_open(self, client: str) -> bool:
        """Return True if reading needs no token.

        To a server with a name of its own, a proxy on this machine may bring all the world.

        Args:
            client: The address of the client.
        """
        return self.is_loopback and is_loopback(client) and not self.hosts and not self.private


def is_loopback(host: str) -> bool:
    """Return True for an address, or the name, of this machine that only it can reach."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
