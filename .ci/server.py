"""Start the server with the command of the README, ask it for a term, and stop it.

python .ci/server.py FOLDER COMMAND
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_SECONDS = 300
_ADDRESS = "http://127.0.0.1:8797"


def main() -> None:
    """Exit with an error if the server does not answer as the README says."""
    folder, command = sys.argv[1:]
    log = Path(folder, "server.log")
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", f"{command} --port 8797"],
            cwd=folder, stderr=output, start_new_session=True,
        )  # fmt: skip
    try:
        page = _page(process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    if "naked official" not in page or "Sign in once" not in log.read_text(encoding="utf-8"):
        sys.exit(f"the server answers otherwise:\n{page}\n{log.read_text(encoding='utf-8')}")


def _page(process: "subprocess.Popen[bytes]") -> str:
    for _ in range(_SECONDS):
        try:
            with urlopen(f"{_ADDRESS}/?q=luoguan", timeout=30) as answer:
                return str(answer.read().decode())
        except URLError:
            if process.poll() is not None:
                sys.exit(f"the server has ended with {process.returncode}")
            time.sleep(1)
    sys.exit(f"the server did not answer within {_SECONDS} s")


if __name__ == "__main__":
    main()
