"""ZIP packages: all else byte for byte, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.documents import package as package_module
from glossary.documents.package import Package
from termbase.errors import InputError

NAMES = st.lists(
    st.text(st.sampled_from("ab/.词"), min_size=1, max_size=6).filter(
        lambda name: not name.startswith("/") and ".." not in name.split("/")
    ),
    min_size=1,
    max_size=5,
    unique=True,
)


def pack(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.comment = b"a comment"
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


@given(NAMES, st.data())
def test_changes_of_some_members_leave_the_others(names: list[str], data: st.DataObject) -> None:
    content = st.binary(max_size=40)
    members = {name: data.draw(content) for name in names}
    compression = data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
    packed = pack(members, compression)
    changed = data.draw(st.dictionaries(st.sampled_from([*names, "new"]), content))
    removed = data.draw(st.frozensets(st.sampled_from(names)))
    result = Package(packed, "x.zip").changed(changed, removed)
    expected = {name: text for name, text in (members | changed).items() if name not in removed}
    for name in removed & changed.keys():
        expected.pop(name, None)
    assert unpack(result) == expected
    assert list(unpack(result)) == [name for name in [*members, "new"] if name in expected]
    # What is not changed keeps its header and compressed data too.
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        starts = [*(info.header_offset for info in archive.infolist()), archive.start_dir]
        for info, (start, end) in zip(archive.infolist(), pairwise(starts), strict=True):
            if info.filename not in changed.keys() | removed:
                assert packed[start:end] in result


def test_without_changes_it_is_the_same_file() -> None:
    packed = pack({"a": b"1"})
    assert Package(packed, "x.zip").changed({}) is packed


def test_data_descriptors_and_utf8_names_without_their_flag() -> None:
    out = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return out.write(bytes(data))  # type: ignore[call-overload]

    with zipfile.ZipFile(Stream(), "w") as archive:
        archive.writestr("a.txt", b"first")
        archive.writestr("b.txt", b"second")
    data = out.getvalue().replace(b"b.txt", "章".encode() + b".x")
    package = Package(data, "x.zip")
    assert package.names == ("a.txt", "章.x")
    assert package.read("章.x") == b"second"
    result = Package(package.changed({"章.x": b"third"}), "y.zip")
    assert (result.read("a.txt"), result.read("章.x")) == (b"first", b"third")


def test_what_is_after_the_package_stays() -> None:
    data = pack({"a": b"x", "b": b"y"}) + b"\0\0"
    assert Package(data, "p.zip").changed({"a": b"z"}).endswith(b"a comment\0\0")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/a", "..\\a", "C:\\a", "C:/a"])
def test_a_name_that_leaves_the_folder_is_refused(name: str) -> None:
    data = pack({"xxxxx": b""}).replace(b"xxxxx", b"xxxxx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        archive.writestr(info, b"")
    data = out.getvalue()
    with pytest.raises(InputError, match="would leave the folder"):
        Package(data, "x.zip")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_with_one_name_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    with pytest.raises(InputError, match="two members are named 'a'"):
        Package(out.getvalue(), "x.zip")


def test_members_that_overlap_are_refused() -> None:
    packed = pack({"a": bytes(1000)}, zipfile.ZIP_STORED)
    directory, end = packed.index(b"PK\1\2"), packed.index(b"PK\5\6")
    entry = packed[directory:end]
    # A second entry for the same bytes: each would be copied.
    second = entry.removesuffix(b"a") + b"b"
    tail = bytearray(packed[end:])
    struct.pack_into("<2HL", tail, 8, 2, 2, 2 * len(entry))
    with pytest.raises(InputError, match="members overlap"):
        Package(packed[:directory] + entry + second + bytes(tail), "x.zip")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MOST_OF_MEMBER", 1000)
    package = Package(pack({"a": bytes(1001), "b": bytes(1000)}), "x.zip")
    assert len(package.read("b")) == 1000
    with pytest.raises(InputError, match=r"x.zip: a unpacks to more than"):
        package.read("a")
    monkeypatch.setattr(package_module, "MOST_OF_ALL", 1500)
    with pytest.raises(InputError, match="unpacks to more than"):
        package.read("b")


@given(st.data())
def test_damage_is_an_input_error_or_harmless(data: st.DataObject) -> None:
    packed = pack({"a.xml": b"<a>" + bytes(range(200)) + b"</a>", "b": b"2"})
    cut = data.draw(st.integers(0, len(packed)))
    change = data.draw(st.binary(max_size=4))
    damaged = packed[:cut] + change + packed[cut + len(change) :]
    for candidate in (damaged, packed[:cut]):
        try:
            package = Package(candidate, "x.zip")
            for name in package.names:
                package.read(name)
            package.changed({"new": b"n"})
        except InputError:
            pass


class _Stream(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation("tell")


def test_descriptors_of_zip64_are_kept() -> None:
    """Programs that write to a stream may not know the sizes before."""
    out = _Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in "ab":
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as file:
                file.write(name.encode() * 9)
    data = out.getvalue()
    second = data.index(b"PK\3\4", 4)
    result = Package(data, "x.zip").changed({"b": b"new"})
    assert result.startswith(data[:second] + b"PK\3\4")
    assert unpack(result) == {"a": b"a" * 9, "b": b"new"}
