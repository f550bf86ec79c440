"""Files that are sent: while they are being written, and terms in all formats."""

from __future__ import annotations

import threading
from http import HTTPStatus
from typing import BinaryIO

import pytest

from glossary.serve.files import attachment, written
from termbase.formats import FORMATS
from tests.glossary.serve.api.conftest import Api


def test_all_is_sent_in_order() -> None:
    def write(file: BinaryIO) -> None:
        file.writelines(f"{number}\n".encode() for number in range(50_000))

    data = b"".join(written(write))
    assert data.split() == [str(number).encode() for number in range(50_000)]


def test_it_is_written_no_faster_than_it_is_read() -> None:
    done = threading.Event()

    def write(file: BinaryIO) -> None:
        file.writelines(b"x" * (64 << 10) for _ in range(100))
        done.set()

    pieces = written(write)
    next(pieces)
    assert not done.wait(0.05)
    assert sum(map(len, pieces)) > 90 * (64 << 10)
    assert done.wait(5)


def test_who_stops_reading_stops_the_writer() -> None:
    stopped = threading.Event()

    def write(file: BinaryIO) -> None:
        try:
            while True:
                file.write(b"x" * (64 << 10))
        finally:
            stopped.set()

    pieces = written(write)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert stopped.wait(5)


def test_a_failure_is_not_taken_for_the_end() -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"x")
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        list(written(write))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b.tmx", "attachment; filename=\"a b.tmx\"; filename*=UTF-8''a%20b.tmx"),
        ("表.csv", "attachment; filename=\"_.csv\"; filename*=UTF-8''%E8%A1%A8.csv"),
        ('a"\\.csv', "attachment; filename=\"a__.csv\"; filename*=UTF-8''a%22%5C.csv"),
    ],
)
def test_any_name_can_be_sent(name: str, shown: str) -> None:
    assert attachment(b"x", "csv", name).headers["content-disposition"] == shown


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
        ("tbx", "application/octet-stream"),
        ("xliff", "application/xliff+xml"),
        ("skos", "text/turtle; charset=utf-8"),
        ("deepl", "application/octet-stream"),
    ],
)
def test_terms_are_exported(api: Api, format: str, kind: str) -> None:
    answer = api("GET", "/export", None, params={"format": format, "builtin": "false"})
    assert answer.headers["content-type"] == kind
    assert "裸官" in answer.text
    assert answer.headers["content-disposition"].startswith('attachment; filename="glossary')


def test_every_format_that_is_written_can_be_asked_for(api: Api) -> None:
    parameters = api.operation("GET", "/export")["parameters"]
    formats = next(one["schema"]["enum"] for one in parameters if one["name"] == "format")
    assert set(formats) == {name for name, format in FORMATS.items() if format.writes}
    for format in formats:
        if format != "xlsx":
            assert api("GET", "/export", params={"format": format}).content


def test_what_a_format_loses_is_told(api: Api) -> None:
    answer = api("GET", "/export", params={"format": "deepl"})
    losses = dict(one.split("=") for one in answer.headers["glossary-losses"].split(", "))
    assert int(losses["gloss"]) == 1
    assert "glossary-losses" not in api("GET", "/export", params={"format": "json"}).headers


def test_a_choice_is_exported(api: Api) -> None:
    query = {"format": "json", "subject": ["society"], "status": ["preferred", "admitted"]}
    concepts = api("GET", "/export", params=query).json()["concepts"]
    assert [concept["id"] for concept in concepts] == ["neijuan"]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"format": "exe"},
        {"format": "multiterm"},
        {"format": "csv", "subject": "nothing"},
        {"format": "csv", "level": "6"},
        {"format": "csv", "builtin": "perhaps"},
    ],
)
def test_a_wrong_export_is_refused(api: Api, query: dict[str, str]) -> None:
    answer = api("GET", "/export", params=query)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
