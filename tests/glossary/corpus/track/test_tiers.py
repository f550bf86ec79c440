"""Scales of tiers: the published thresholds, and scales of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.corpus.track.tiers import CMP_SCALE, read_scale
from termbase.errors import InputError


@pytest.mark.parametrize(
    ("share", "name"),
    [
        (1.0, "沸"),
        (0.0518, "沸"),
        (0.0517, "烫"),
        (0.0129, "烫"),
        (0.0128, "热"),
        (0.0001, "冷"),
        (0.0, "冷"),
    ],
)
def test_the_tiers_of_shares(share: float, name: str) -> None:
    assert CMP_SCALE.tier(share).name == name


def test_a_scale_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "scale.toml"
    path.write_text(
        '[[tier]]\nname = "high"\nshare = 0.5\nenglish = "often"\n[[tier]]\nname = "low"\nshare = 0\n',
        encoding="utf-8",
    )
    scale = read_scale(path)
    assert [tier.name for tier in scale.tiers] == ["low", "high"]
    assert scale.tier(0.5).english == "often"
    assert scale.place(0.49) == 0


BAD = [
    ("", "has no tiers"),
    ("tier = 3", "has no tiers"),
    ("[[tier]", "not a TOML file"),
    ('[[tier]]\nname = "a"', "has no name, or no share"),
    ("[[tier]]\nshare = 0", "has no name, or no share"),
    ('[[tier]]\nname = ""\nshare = 0', "has no name, or no share"),
    ('[[tier]]\nname = "a"\nshare = "0"', "has no name, or no share"),
    ('[[tier]]\nname = "a"\nshare = 5.18', "has no name, or no share"),
    ('[[tier]]\nname = "a"\nshare = nan', "has no name, or no share"),
    ('[[tier]]\nname = "a"\nshare = -1', "expected 0"),
    ('[[tier]]\nname = "a"\nshare = 0.1', "expected 0"),
    ('[[tier]]\nname = "a"\nshare = 0\n[[tier]]\nname = "b"\nshare = 0', "the same share"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_what_is_not_a_scale(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "scale.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as raised:
        read_scale(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


def test_a_scale_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_scale(tmp_path / "none.toml")
