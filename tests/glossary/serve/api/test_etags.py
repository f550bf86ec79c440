"""ETags of concepts: of one's own by their last change, of built-in ones by what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from glossary.serve.api.etags import concept_etag, is_known, record_etag, require_match
from glossary.serve.problems import Refused


def test_a_built_in_concept_has_an_etag_until_it_is_copied(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.db") as opened:
        base = opened.termbase
        built_in = concept_etag(base, "luoguan")
        assert built_in.startswith('"builtin-')
        assert built_in != concept_etag(base, "neijuan")
        opened.edit("luoguan", note="Ours.")
        first = concept_etag(base, "luoguan")
        assert first == f'"{base.revision("luoguan")}"'
        opened.edit("luoguan", note="Ours again.")
        assert concept_etag(base, "luoguan") not in (first, built_in)
        opened.remove("luoguan")
        # It says what it said before.
        assert concept_etag(base, "luoguan") == built_in
        assert concept_etag(base, "nobody") == ""


def test_a_record_has_the_etag_of_what_it_says() -> None:
    one = {"source": "一", "id": 1}
    assert record_etag(one) == record_etag(dict(reversed(one.items())))
    assert record_etag(one) != record_etag({**one, "id": 2})


@pytest.mark.parametrize(
    ("headers", "present", "is_right"),
    [
        ({"if-match": '"1"'}, '"1"', True),
        ({"if-match": '*, "1"'}, '"1"', False),
        ({"if-match": '"2", "1"'}, '"1"', True),
        ({"if-match": "*"}, '"1"', True),
        ({"if-match": "*"}, "", False),
        ({"if-match": '"2"'}, '"1"', False),
        # Only strong ETags are compared for changes (RFC 9110, 13.1.1).
        ({"if-match": 'W/"1"'}, '"1"', False),
        ({"if-match": ""}, "", False),
        ({"if-none-match": "*"}, "", True),
        ({"if-none-match": "*"}, '"1"', False),
        ({"if-match": '"1"', "if-none-match": "*"}, '"1"', True),
    ],
)
def test_preconditions(headers: dict[str, str], present: str, is_right: bool) -> None:
    if is_right:
        require_match(headers, present)
    else:
        with pytest.raises(Refused, match="get the present version"):
            require_match(headers, present)


@pytest.mark.parametrize(
    ("header", "expected"),
    [('"1"', True), ('W/"1"', True), ('"2", "1"', True), ("*", True), ('"2"', False), ("", False)],
)
def test_what_a_client_knows(header: str, expected: bool) -> None:
    assert is_known({"if-none-match": header}, '"1"') is expected
