"""``glossary base copy``, and a base on PostgreSQL as commands name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.cli import main
from tests.glossary.conftest import Run
