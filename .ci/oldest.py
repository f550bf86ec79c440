"""Print constraints that pin every dependency of a pyproject.toml to its lowest allowed version."""

import re
import sys
import tomllib
from itertools import chain
from pathlib import Path

project = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["project"]
extras = chain.from_iterable(project["optional-dependencies"].values())
requirements = [*project["dependencies"], *extras]
for requirement in sorted(set(requirements)):
    if match := re.match(r"([\w.-]+)(?:\[[^]]*\])?\s*>=\s*([\w.]+)(.*)", requirement):
        print(f"{match[1]}=={match[2]}{match[3]}")
