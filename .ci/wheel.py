"""Check the wheel in a folder: what it holds, what it must not hold, and its size."""

import sys
from pathlib import Path
from zipfile import ZipFile

# Of this the rows of the built-in terms are 2.4 MB.
LARGEST = 5_000_000
NEEDED = (
    "glossary/py.typed",
    "termbase/py.typed",
    "glossary/views/assets/start.js",
    "termbase/formats/rules/tmx.toml",
    "termbase/data/rows.xz",
)

(wheel,) = Path(sys.argv[1]).glob("*.whl")
names = ZipFile(wheel).namelist()
packages = {name.split("/")[0] for name in names}
problems = [f"{name} is missing" for name in NEEDED if name not in names]
# The terms in the rows are folded by it.
if not any(name.startswith("termbase/compiled/folding-") for name in names):
    problems.append("termbase/compiled/folding is missing")
problems += [
    f"{name} is in the rows"
    for name in names
    if name.startswith("termbase/data/") and name not in NEEDED
]
problems += [
    f"{name} does not belong into a wheel"
    for name in packages
    if name not in ("glossary", "termbase") and not name.endswith(".dist-info")
]
problems += [f"{name} is compiled" for name in names if name.endswith(".pyc")]
if wheel.stat().st_size > LARGEST:
    problems.append(f"{wheel.stat().st_size:,} bytes are more than {LARGEST:,}")
sys.exit("\n".join(f"{wheel.name}: {problem}" for problem in problems) or 0)
