"""``glossary serve`` as a process: it starts, tells its address, and stops gracefully."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from glossary.serve.running import _listen
from glossary.serve.settings import Settings
from termbase.store.address import Address
from tests.glossary.serve import live
from tests.processes import written

COMMAND = [sys.executable, "-m", "glossary", "serve", "--no-builtin", "--port", "0"]


@contextmanager
def serving(base: Address, *options: str) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A server on a base: the process, its address, and what it has printed."""
    command = [*COMMAND, "--base", written(base), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = []
        try:
            for line in process.stderr:
                lines.append(line)
                if found := re.match(r"Serving .* at (\S+) \(Ctrl-C", line):
                    yield process, found[1], lines
                    break
            else:
                raise AssertionError(lines)
        finally:
            process.kill()


def get(address: str, **headers: str) -> bytes:
    with urlopen(Request(address, headers=headers), timeout=10) as response:
        body: bytes = response.read()
    return body


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_starts_and_stops(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path / "new" / "team.db") as (process, address, lines):
        assert address.startswith("http://127.0.0.1:")
        assert json.loads(get(f"{address}/health")) == {"status": "ok"}
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert re.match(rf"Sign in once as administrator: {address}/start/\S{{30,}}\n", lines[0])


def test_the_link_is_printed_once(tmp_path: Path) -> None:
    base = tmp_path / "team.db"
    with serving(base) as (_, _, lines):
        assert len(lines) == 2
    with serving(base) as (_, address, lines):
        assert len(lines) == 1
        # Another one is for the server that runs, which a second process does not disturb.
        port = address.rpartition(":")[2]
        done = print_link(base, port)
        assert done.returncode == 0
        link = done.stderr.split()[-1]
        assert done.stderr == f"Sign in once as administrator: {link}\n"
        assert link.startswith(f"{address}/start/")
        assert b"<form" in get(link, Accept="text/html")


def print_link(base: Path, port: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND[:-1], port, "--base", str(base), "--link"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_link_needs_the_port_of_the_server(tmp_path: Path) -> None:
    done = print_link(tmp_path / "team.db", "0")
    assert done.returncode != 0
    assert "--port" in done.stderr
    assert not (tmp_path / "team.db").exists()


def test_a_proxy_does_not_open_the_base(tmp_path: Path) -> None:
    with serving(tmp_path / "team.db") as (_, address, _):
        assert get(f"{address}/api/v1/lookup?q=x") == b"[]"
        with pytest.raises(HTTPError, match="401"):
            get(f"{address}/api/v1/lookup?q=x", **{"X-Forwarded-For": "203.0.113.7"})
        # What the client of a proxy has written is not believed.
        with pytest.raises(HTTPError, match="401"):
            get(f"{address}/api/v1/lookup?q=x", **{"X-Forwarded-For": "127.0.0.1"})
    # A proxy that tells nothing of its clients is on this machine as well.
    with serving(tmp_path / "team.db", "--allow-host", "x.example") as (_, address, _):
        assert json.loads(get(f"{address}/health")) == {"status": "ok"}
        with pytest.raises(HTTPError, match="401"):
            get(f"{address}/api/v1/lookup?q=x", Host="x.example")
    with serving(tmp_path / "team.db", "--private") as (_, address, _), pytest.raises(HTTPError):
        get(f"{address}/api/v1/lookup?q=x")


def test_an_address_of_ipv6(tmp_path: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 on this machine")
    with serving(tmp_path / "team.db", "--host", "::1") as (_, address, _):
        assert address.startswith("http://[::1]:")
        assert json.loads(get(f"{address}/health")) == {"status": "ok"}


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [*COMMAND[:-1], str(port), "--base", str(tmp_path / "team.db")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert done.stderr == (
        f"glossary: 127.0.0.1:{port}: cannot listen: Address already in use; "
        "choose another with --host or --port\n"
    )
    assert not (tmp_path / "team.db").exists()


def test_without_the_extra(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        f"sys.argv = ['glossary', 'serve', '--base', {str(tmp_path / 'team.db')!r}]\n"
        "from glossary.cli import main; main()"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3
    assert done.stderr == (
        "glossary: the server needs uvicorn; install it: pip install 'zh-en-glossary[server]'\n"
    )


def test_answers_are_not_held_back(tmp_path: Path) -> None:
    """Small packets are sent at once (Nagle's algorithm is off), also of what is accepted."""
    with _listen(Settings(tmp_path / "a.db", port=0)) as listener:
        address = listener.getsockname()
        with socket.create_connection(address), listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_base_that_is_removed_while_it_runs(tmp_path: Path) -> None:
    base = tmp_path / "team.db"
    with serving(base) as (_, address, _):
        assert get(f"{address}/api/v1/lookup?q=x") == b"[]"
        moved = base.rename(tmp_path / "moved.db")
        for path in ("health", "api/v1/lookup?q=x", "api/v1/memory/search?q=x"):
            with pytest.raises(HTTPError, match="503"):
                get(f"{address}/{path}")
        assert not base.exists()
        moved.rename(base)
        assert json.loads(get(f"{address}/health")) == {"status": "ok"}


def test_headers_that_do_not_end(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "a.db", builtin=False, body_seconds=0.5)
    with live.serving(settings) as address:
        url = urlsplit(address)
        server = (url.hostname or "", url.port or 0)
        for part in (b"", b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"GET /health HTTP/1.1\r\n"):
            with socket.create_connection(server, timeout=5) as slow:
                slow.sendall(part)
                assert ends(slow) == b""
        head = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        with socket.create_connection(server, timeout=5) as kept:
            # One that sends more requests has the time for each of them.
            for _ in range(3):
                kept.sendall(head)
                received = b""
                while not received.endswith(b"}"):
                    received += kept.recv(1 << 16)
                time.sleep(0.3)
            kept.sendall(head[:20])
            assert ends(kept) == b""


def ends(connection: socket.socket) -> bytes:
    """Return what a server sends until it ends a connection."""
    try:
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))
    except ConnectionResetError:
        return b""
