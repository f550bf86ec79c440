"""Files that are sent while they are being written."""

from __future__ import annotations

import threading
from typing import BinaryIO

import pytest

from glossary.serve.api.files import attachment, written


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
