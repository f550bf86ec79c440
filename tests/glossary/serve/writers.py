"""Clients that change concepts of a server at the same time, and note what was acknowledged."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


@dataclass
class Writer:
    """A client that changes the glosses of concepts in turn, each time as it has just read them.

    Attributes:
        name: Its name, which its glosses begin with.
        address: The address of the server.
        token: The token of an editor.
        concepts: The ids of the concepts.
        edits: The number of edits to be acknowledged.
        acknowledged: The concept and gloss of each edit that was acknowledged.
        statuses: The statuses of all answers to edits.
        is_cut_off: True if the server went away.
    """

    name: str
    address: str
    token: str
    concepts: Sequence[str]
    edits: int
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    is_cut_off: bool = False

    def run(self) -> None:
        """Edit until all edits are acknowledged, the server goes away, or it refuses one."""
        url = urlsplit(self.address)
        connection = HTTPConnection(url.hostname or "", url.port, timeout=60)
        try:
            while len(self.acknowledged) < self.edits and {*self.statuses[-1:]} <= {200, 412}:
                self._edit(connection, self.concepts[len(self.acknowledged) % len(self.concepts)])
        except (OSError, HTTPException):
            self.is_cut_off = True
        finally:
            connection.close()

    def _edit(self, connection: HTTPConnection, concept_id: str) -> None:
        path = f"/api/v1/concepts/{concept_id}"
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        headers["If-Match"] = answer.headers.get("ETag", "")
        gloss = f"{self.name}, edit {len(self.acknowledged)}."
        connection.request("PATCH", path, json.dumps({"gloss": gloss}), headers)
        answer = connection.getresponse()
        answer.read()
        self.statuses.append(answer.status)
        if answer.status == 200:
            self.acknowledged.append((concept_id, gloss))


@contextmanager
def writing(writers: Sequence[Writer]) -> Iterator[None]:
    """Let writers write meanwhile, and wait for them at the end."""
    threads = [threading.Thread(target=writer.run) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()
