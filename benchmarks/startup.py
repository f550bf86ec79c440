"""Measure the start-up time of the command, beside ``python -c pass``.

Each command runs as a whole process, the commands in turn, so that a slow moment of the machine
meets all of them. Prints medians and their ratios to the bare interpreter.

    python benchmarks/startup.py [--runs 10]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLE = EXAMPLES / "mainland.txt"
FIND = "import glossary, sys; glossary.open().find(open(sys.argv[1], encoding='utf-8').read())"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        python, glossary = [sys.executable], [str(Path(sys.executable).with_name("glossary"))]
        out = ["-o", f"{folder}/out.html", "--quiet"]
        commands = {
            "python -c pass": [*python, "-c", "pass"],
            "import glossary": [*python, "-c", "import glossary"],
            "find in a Chinese page": [*python, "-c", FIND, str(ARTICLE)],
            "find in a mixed page": [*python, "-c", FIND, str(EXAMPLES / "taiwan.md")],
            "find in an English page": [*python, "-c", FIND, str(EXAMPLES / "mainland.en.txt")],
            "glossary --version": [*glossary, "--version"],
            "glossary lookup luoguan": [*glossary, "lookup", "luoguan"],
            "glossary lookup 裸官": [*glossary, "lookup", "裸官"],
            "glossary annotate mainland.txt": [*glossary, "annotate", str(ARTICLE), *out],
        }
        environment = {**os.environ, "GLOSSARY_BASE": f"{folder}/own.db"}
        # An installed package has its bytecode; the sources may be compiled in the first run.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        times = measure(commands, runs, environment)
    bare = statistics.median(times["python -c pass"])
    print(f"{'command':34}{'median':>10}{'ratio':>8}")
    for name, seconds in times.items():
        median = statistics.median(seconds)
        print(f"{name:34}{median * 1000:>7.0f} ms{median / bare:>8.1f}")


def measure(
    commands: dict[str, list[str]], runs: int, environment: dict[str, str]
) -> dict[str, list[float]]:
    """Seconds of each run of each command, after one run that fills the caches."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            if number:
                times[name].append(time.perf_counter() - start)
    return times


if __name__ == "__main__":
    main()
