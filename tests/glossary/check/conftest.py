"""Helpers of the tests of rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.check import Finding, Job, run
from glossary.check.profile import Profile
from glossary.check.units import segments_of

Check = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def check() -> Check:
    """Check pairs of texts; without terms."""

    def call(*pairs: tuple[str, str], profile: Profile | None = None) -> list[Finding]:
        return run(Job(tuple(segments_of(pairs)), profile or Profile()))

    return call
