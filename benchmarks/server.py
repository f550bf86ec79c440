"""Measure ``glossary serve`` on loopback: start, load, memory, and edits that nobody loses.

Clients are people and CAT tools: each sends a request, waits for the answer, and thinks for 0.2 to
0.6 seconds. Then they send the next one at once, which shows the throughput of a server that is
saturated, and the times of 20 requests that wait for each other; the clients take their share of
the cores.

    python benchmarks/server.py [--clients 20] [--seconds 60] [--saturated 15] [--edits 1000]
        [--pairs ../shared/data/parallel/pairs-200k.tsv.gz] [--units 100000]

With ``--seconds 600`` it shows if the memory stays flat: it is printed once a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import httpx2

import glossary
from termbase.model.unit import TranslationUnit
from termbase.store.accounts import Role, create_account
from termbase.store.tokens import issue_token

Request = Callable[[httpx2.AsyncClient, random.Random], Awaitable[httpx2.Response]]

QUERIES = [
    "luoguan",
    "裸官",
    "naked official",
    "jcy",
    "人民",
    "corruption",
    "內卷",
    "xin zhi",
    "state",
]
SENTENCE = "会议强调，要坚持以人民为中心的发展思想，推动高质量发展，坚决惩治腐败。"
PAGE = "\n".join([SENTENCE, "他长期担任领导职务，家属移居海外，被称为裸官。"] * 20)
TRANSLATION = "The meeting stressed putting the people first and punishing corruption."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--saturated", type=float, default=15, help="seconds without thinking")
    parser.add_argument("--edits", type=int, default=1000, help="of each of 8 writers")
    parser.add_argument("--units", type=int, default=100_000, help="in the memory")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument(
        "--pairs", type=Path, default=Path("../shared/data/parallel/pairs-200k.tsv.gz")
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "team.db"
        token = fill(base, options.pairs, options.units)
        starts = []
        for _ in range(options.starts):
            with serving(base) as (_, _, seconds):
                starts.append(seconds)
        print(f"start until /health answers: best of {len(starts)} {min(starts):.2f} s")
        with serving(base) as (process, address, _):
            # Worker processes start after the first answer.
            time.sleep(5)
            for seconds, thinking in ((options.seconds, (0.2, 0.6)), (options.saturated, (0, 0))):
                if seconds:
                    run = load(process, address, token, options.clients, seconds, thinking)
                    asyncio.run(run)
            if options.edits:
                asyncio.run(edits(address, token, options.edits))


def fill(base: Path, pairs: Path, most: int) -> str:
    """Make a base with an editor and a memory; return the editor's token."""
    with glossary.open(base) as opened:
        store = opened.termbase.own
        assert store is not None
        create_account(store, "editor", Role.EDITOR)
        _, token = issue_token(store, "editor", "benchmark", Role.EDITOR)
        for number in range(8):
            opened.add(f"试验词{'甲乙丙丁戊己庚辛'[number]}", ["trial word"], id=f"trial-{number}")
        units = units_of(pairs, most) if pairs.exists() else ()
        opened.memory.add_many(units)
        opened.memory.index()
        print(f"{len(opened.termbase):,} concepts, {len(opened.memory):,} units")
    return token


def units_of(pairs: Path, most: int) -> Iterator[TranslationUnit]:
    with gzip.open(pairs, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(most), lines, strict=False):
            chinese, english = line.rstrip("\n").split("\t")[:2]
            if chinese.strip() and english.strip():
                yield TranslationUnit(chinese, english, "zh", "en")


@contextmanager
def serving(base: Path) -> Iterator[tuple[subprocess.Popen[str], str, float]]:
    """A server: the process, its address, and the seconds until it answered."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "glossary", "serve", "--port", "0", "--base", str(base)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        found = None
        while not found:
            found = re.search(r"Serving .* at (\S+) \(", process.stderr.readline())
        while True:
            try:
                with urlopen(f"{found[1]}/health", timeout=30) as answer:
                    answer.read()
                break
            except URLError:
                time.sleep(0.01)
        # A server whose log nobody reads waits when the pipe is full.
        log = threading.Thread(target=process.stderr.read)
        log.start()
        try:
            yield process, found[1], time.perf_counter() - start
        finally:
            process.terminate()
            log.join()


async def load(
    process: subprocess.Popen[str],
    address: str,
    token: str,
    clients: int,
    seconds: float,
    thinking: tuple[float, float],
) -> None:
    """Print the times of the answers of each kind, and the memory of the server."""
    requests: list[tuple[str, int, Request]] = [
        ("look-up", 30, lambda c, r: c.get("/api/v1/lookup", params={"q": r.choice(QUERIES)})),
        ("search as one types", 25, lambda c, r: c.get(
            "/", params={"q": r.choice(QUERIES), "part": "1"})),
        ("memory search", 15, lambda c, r: c.get(
            "/api/v1/memory/search", params={"q": SENTENCE[: r.randint(8, 30)]})),
        ("tmserver", 10, lambda c, _: c.get(f"/tmserver/zh/en/unit/{quote(SENTENCE, safe='')}")),
        ("concept page", 5, lambda c, _: c.get("/concepts/luoguan")),
        ("find in a page", 5, lambda c, _: c.post("/api/v1/find", json={"text": PAGE})),
        ("annotate a page", 3, lambda c, _: c.post("/api/v1/annotate", json={"text": PAGE})),
        ("check", 3, lambda c, _: c.post(
            "/api/v1/check", json={"source": SENTENCE, "target": TRANSLATION})),
        ("edit", 4, edit),
    ]  # fmt: skip
    times: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    headers = {"Authorization": f"Bearer {token}"}
    end = time.perf_counter() + seconds
    computed = computing(process.pid)

    async def client(seed: int) -> None:
        chance = random.Random(seed)
        async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=30) as http:
            while time.perf_counter() < end:
                name, _, send = chance.choices(requests, [one[1] for one in requests])[0]
                start = time.perf_counter()
                try:
                    status = (await send(http, chance)).status_code
                except httpx2.TimeoutException:
                    status = HTTPStatus.GATEWAY_TIMEOUT
                times[name].append(1000 * (time.perf_counter() - start))
                # Somebody else was faster: that is the right answer, not an error.
                errors[name] += status >= 400 and status != HTTPStatus.PRECONDITION_FAILED
                await asyncio.sleep(chance.uniform(*thinking))

    async def watch() -> None:
        while time.perf_counter() < end:
            print(f"resident memory: {resident(process.pid)}", flush=True)
            await asyncio.sleep(min(60, max(0, end - time.perf_counter())))

    await asyncio.gather(watch(), *map(client, range(clients)))
    total = sum(map(len, times.values()))
    # Of the times below, this one does not depend on what else the machine does.
    computed = computing(process.pid) - computed
    print(
        f"{clients} clients, {seconds:g} s, think {thinking[0]:g} to {thinking[1]:g} s: "
        f"{total / seconds:.0f} requests/s, {1000 * computed / total:.1f} ms of CPU a request"
    )
    print(f"{'':22}{'number':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'errors':>8}")
    for name, _, _ in requests:
        found = times[name]
        cuts = statistics.quantiles(found, n=100) if len(found) > 1 else found * 99
        row = "".join(f"{cuts[index]:8.1f}" for index in (49, 94, 98)) if cuts else " " * 24
        print(f"{name:22}{len(found):8}{row}{errors[name]:8}")
    print(f"resident memory: {resident(process.pid)}")


async def edit(http: httpx2.AsyncClient, chance: random.Random) -> httpx2.Response:
    """Change the gloss of a concept that others change as well."""
    path = f"/api/v1/concepts/trial-{chance.randrange(8)}"
    answer = await http.get(path)
    if answer.is_error:
        return answer
    record = {**answer.json(), "gloss": f"Changed to {chance.random()}."}
    return await http.put(path, json=record, headers={"If-Match": answer.headers["etag"]})


async def edits(address: str, token: str, each: int) -> None:
    """Let 8 writers edit 8 concepts in turn; print how many acknowledged edits are missing."""
    headers = {"Authorization": f"Bearer {token}"}
    statuses: Counter[int] = Counter()
    acknowledged: set[tuple[str, str]] = set()
    start = time.perf_counter()

    async def writer(name: str) -> None:
        async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=60) as http:
            for number in range(each):
                path = f"/api/v1/concepts/trial-{number % 8}"
                edit = {"gloss": f"Edit {number} of {name}."}
                changed = None
                while changed is None or changed.status_code == 412:
                    etag = (await http.get(path)).headers["etag"]
                    changed = await http.patch(path, json=edit, headers={"If-Match": etag})
                    statuses[changed.status_code] += 1
                if changed.is_success:
                    acknowledged.add((path, edit["gloss"]))

    await asyncio.gather(*(writer(name) for name in "abcdefgh"))
    seconds = time.perf_counter() - start
    kept: set[tuple[str, str]] = set()
    async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=60) as http:
        for number in range(8):
            path = f"/api/v1/concepts/trial-{number}"
            versions = (await http.get(f"{path}/history")).json()
            kept |= {(path, version["concept"]["gloss"]) for version in versions}
    print(
        f"8 writers × {each} edits of 8 concepts: {len(acknowledged)} acknowledged, "
        f"{len(acknowledged - kept)} lost, {len(acknowledged) / seconds:.0f} edits/s; statuses "
        + ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    )


def computing(server: int) -> float:
    """Return the seconds of CPU that the server itself has taken."""
    fields = Path(f"/proc/{server}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(server: int) -> str:
    """Return the resident memory of the server and of its workers."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    own, *others = (_megabytes(process) for process in (str(server), *children))
    return f"{own:.0f} MB, of {len(others)} other processes {sum(others):.0f} MB"


def _megabytes(process: str) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
