"""Errors as clients see them."""

from __future__ import annotations

import pytest

from glossary.serve.problems import details_of
from termbase.errors import StoreError, TooNew


@pytest.mark.parametrize("kind", [StoreError, TooNew])
def test_no_path_of_the_server_is_told(
    kind: type[StoreError], caplog: pytest.LogCaptureFixture
) -> None:
    error = kind("/srv/team.db: cannot be written: No space left on device; free some")
    details = details_of(error)
    assert details.status == 503
    assert "/srv" not in details.detail
    assert "try again" in details.detail
    assert str(error) in caplog.text
