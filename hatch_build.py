"""Build hook: put the rows of the built-in terms into the wheel, in place of the files of terms.

With them the terms are compiled within two seconds when they are first used, into the user's cache
folder; the compiled files themselves are too large for a wheel. The source distribution has the
hand-written files, and an editable installation compiles these.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledData(BuildHookInterface[Any]):
    """Adds the rows of the terms and the folding table to a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files into a temporary folder, and include them.

        Args:
            version: ``standard`` or ``editable``.
            build_data: What is built.
        """
        if version == "editable":
            return
        self._folder = TemporaryDirectory()
        folder = Path(self._folder.name)
        # Nothing that an earlier build has left behind is used.
        os.environ["GLOSSARY_CACHE"] = str(folder / "cache")
        sys.path.insert(0, self.root)
        from termbase.builtin import ROWS, authored_rows
        from termbase.builtin.rows import write
        from termbase.language.script import FOLDING_FILE

        write(authored_rows(), folder / ROWS)
        # All terms are folded by it.
        folding = FOLDING_FILE.compile_into(folder / "compiled")
        build_data["force_include"] |= {
            str(folder / ROWS): f"termbase/data/{ROWS}",
            str(folding): f"termbase/compiled/{folding.name}",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
