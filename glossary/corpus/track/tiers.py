"""A scale of tiers for the share of articles that have a term.

The default one is that of Qian Gang and the China Media Project, made for the articles of a year
of the *People's Daily*: six tiers, 沸 烫 热 暖 温 冷 (chinamediaproject.org, Discourse climate
report, July 2018). A term is 沸 from 5.18 % of the articles on, and 烫 from 1.29 %. For the lower
tiers there is no published share that we have seen; each begins at a quarter of the one above it,
as the second does.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from termbase.errors import InputError


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of a scale.

    Attributes:
        name: Its name, such as ``沸``.
        english: Its name in English; may be empty.
        share: The share of articles from which on a term belongs to it, from 0 to 1.
    """

    name: str
    english: str
    share: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of tiers, the lowest first; the lowest begins at 0."""

    tiers: tuple[Tier, ...]

    def place(self, share: float) -> int:
        """Return the number of the tier of a share, from 0 for the lowest."""
        return bisect_right([tier.share for tier in self.tiers], share) - 1

    def tier(self, share: float) -> Tier:
        """Return the tier of a share of articles, from 0 to 1."""
        return self.tiers[self.place(share)]


_BLAZING, _BURNING = 0.0518, 0.0129
CMP_SCALE = Scale(
    (
        Tier("冷", "cold", 0.0),
        Tier("温", "tepid", _BURNING / 64),
        Tier("暖", "warm", _BURNING / 16),
        Tier("热", "hot", _BURNING / 4),
        Tier("烫", "burning hot", _BURNING),
        Tier("沸", "blazing hot", _BLAZING),
    )
)


def read_scale(path: Path) -> Scale:
    """Read a scale from a TOML file: a table ``[[tier]]`` each, with ``name`` and ``share``.

    ``english`` is optional. The order does not matter; the lowest tier begins at 0.

    Raises:
        InputError: If the file cannot be read or is not such a scale.
    """
    # Imported here, for most scales are the published one.
    import tomllib

    try:
        with path.open("rb") as file:
            tables = tomllib.load(file).get("tier")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a TOML file: {error}") from None
    if not isinstance(tables, list) or not tables:
        raise InputError(f"{path}: has no tiers; add tables [[tier]] with a name and a share")
    tiers = sorted((_tier(path, table) for table in tables), key=lambda tier: tier.share)
    if tiers[0].share != 0:
        raise InputError(f"{path}: the lowest tier begins at {tiers[0].share}; expected 0")
    shares = [tier.share for tier in tiers]
    if len(set(shares)) < len(shares):
        raise InputError(f"{path}: two tiers begin at the same share; give each its own")
    return Scale(tuple(tiers))


def _tier(path: Path, table: object) -> Tier:
    match table:
        case {"name": str(name), "share": int() | float() as share, **rest} if name and share < 1:
            english = rest.get("english", "")
            return Tier(name, str(english), float(share))
    raise InputError(
        f"{path}: tier {table!r} has no name, or no share from 0 to below 1; expected such as "
        '{ name = "沸", share = 0.0518 }'
    )
