"""The installed versions of the libraries that derived files depend on."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path


def version_of(package: str, distribution: str = "") -> str:
    """Return the installed version of a package; empty if it is not installed.

    Args:
        package: The name by which it is imported.
        distribution: That of what is installed, if it is another one.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return ""
    name = distribution or package
    # The name of the folder that an installer writes; importlib.metadata is slow to import.
    # A checkout that is installed as it is has that folder elsewhere.
    folders = dict.fromkeys((Path(spec.origin).parents[1], *map(Path, sys.path)))
    pattern = f"{name.replace('-', '_')}-*.dist-info"
    for folder in folders:
        if len(found := list(folder.glob(pattern))) == 1:
            return f"{name} {found[0].stem.partition('-')[2]}"
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
