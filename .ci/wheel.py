"""Check the wheel in a folder: what it holds, what it must not hold, and its size."""

import sys
from pathlib import Path
from zipfile import ZipFile

# Of this the table of words is 7.7 MB, the compiled terms 10.0 MB, and their source 2.7 MB.
LARGEST = 22_500_000
NEEDED = (
    "glossary/py.typed",
    "termbase/py.typed",
    "glossary/views/assets/start.js",
    "termbase/formats/rules/tmx.toml",
    "termbase/data/slogan.toml",
)

(wheel,) = Path(sys.argv[1]).glob("*.whl")
names = ZipFile(wheel).namelist()
packages = {name.split("/")[0] for name in names}
problems = [f"{name} is missing" for name in NEEDED if name not in names]
# Compiled by hatch_build.py; without them the first look-up would take seconds.
problems += [
    f"termbase/compiled/{stem} is missing"
    for stem in ("builtin", "folding", "words")
    if not any(name.startswith(f"termbase/compiled/{stem}-") for name in names)
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
