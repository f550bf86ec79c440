"""Tests that take long; `.ci/run` runs them while it checks other things."""

from __future__ import annotations

import os

import pytest

SLOW = pytest.mark.skipif(
    not os.environ.get("GLOSSARY_TEST_SLOW"), reason="slow; run with GLOSSARY_TEST_SLOW=1"
)
