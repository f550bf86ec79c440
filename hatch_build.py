"""Build hook: compile the derived files into the wheel, so that no user waits for them.

The source distribution has the files they are compiled from. An editable installation has none of
them: there they are compiled into the user's cache folder, and again when their inputs change.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledData(BuildHookInterface[Any]):
    """Adds ``termbase/compiled`` to a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the derived files into a temporary folder, and include them.

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
        from glossary.segment import WORDS
        from termbase.builtin import BASE
        from termbase.language.script import FOLDING_FILE

        for file in (FOLDING_FILE, BASE, WORDS):
            path = file.compile_into(folder / "compiled")
            build_data["force_include"][str(path)] = f"termbase/compiled/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
