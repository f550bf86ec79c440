"""Profiles: the conventions of a place or a house, and which rules apply there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary.check.finding import Severity
from termbase.errors import InputError
from termbase.language.script import Script
from termbase.model.concept import Usage

if TYPE_CHECKING:
    from glossary.check.rule import Rule

# The profile of a folder.
FILE = "checks.toml"
_OFF, _ON = "off", "on"


@dataclass(frozen=True)
class Profile:
    """The conventions that a translation has to follow.

    Attributes:
        name: Its name.
        polity: Whose conventions they are; empty for those of no place.
        script: The script of Chinese text; None for that of most of the text.
        quotes: The quotation marks of Chinese text, outer and inner pair; empty for those of most
            of the text.
        usage: The users whose renderings are wanted, such as official ones; None for any.
        severities: What a profile says of rules, by their ids: a severity, None for a rule that
            is off, and an empty text for one that is on with its usual severity.
    """

    name: str = ""
    polity: str = ""
    script: Script | None = None
    quotes: str = ""
    usage: Usage | None = None
    severities: Mapping[str, Severity | str | None] = field(default_factory=dict)

    def is_on(self, rule: Rule) -> bool:
        """Return True if a rule applies."""
        return self.severities.get(rule.id, "" if rule.is_on else None) is not None

    def severity(self, rule: Rule, found: Severity | None = None) -> Severity:
        """Return the severity of a finding.

        Args:
            rule: The rule.
            found: The severity that the rule has found in this case.
        """
        return Severity(self.severities.get(rule.id) or found or rule.severity)


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("mainland", "mainland", Script.SIMPLIFIED, "“”‘’"),
        Profile("taiwan", "taiwan", Script.TAIWAN, "「」『』"),
        Profile("hong-kong", "hong-kong", Script.HONG_KONG, "「」『』"),
    )
}


def find_profile(name: str | Path | None = None) -> Profile:
    """Return a profile.

    Args:
        name: The name of a profile, or its file; None for ``checks.toml`` in the working folder, if
            there is one.

    Raises:
        InputError: If the file cannot be read, or is not a profile.
    """
    if name is None:
        return read_profile(Path(FILE)) if Path(FILE).is_file() else Profile()
    if str(name) in PROFILES:
        return PROFILES[str(name)]
    if not Path(name).exists():
        choices = ", ".join(PROFILES)
        raise InputError(f"{name}: no such profile or file; expected one of: {choices}, or a file")
    return read_profile(Path(name))


def read_profile(path: Path) -> Profile:
    """Return the profile in a TOML file.

    Raises:
        InputError: If it cannot be read, or has unknown keys or values.
    """
    from termbase.encoding import decode, load

    text, _ = decode(load(path), str(path), None)
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
        return _profile(values, path.stem)
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise InputError(f"{path}: {error}") from None


def _profile(values: Mapping[str, Any], name: str) -> Profile:
    from glossary.find.polities import POLITIES

    known = ("profile", "polity", "script", "quotes", "usage", "rules")
    _check_choices("key", values, known)
    base = Profile()
    if "profile" in values:
        _check_choices("profile", [values["profile"]], PROFILES)
        base = PROFILES[values["profile"]]
    polity = values.get("polity", base.polity)
    _check_choices("polity", [polity] if polity else [], POLITIES)
    script = values.get("script", base.script)
    _check_choices("script", [script] if script else [], list(Script))
    quotes = values.get("quotes", base.quotes)
    if not isinstance(quotes, str) or len(quotes) not in (0, 2, 4):
        raise ValueError(f"invalid quotes {quotes!r}; expected a pair of marks, or two pairs")
    usage = values.get("usage", base.usage)
    _check_choices("usage", [usage] if usage else [], list(Usage))
    return replace(
        base,
        name=name,
        polity=polity,
        script=Script(script) if script else None,
        quotes=quotes,
        usage=Usage(usage) if usage else None,
        severities=_severities(values.get("rules", {})),
    )


def _severities(rules: Any) -> dict[str, Severity | str | None]:
    from glossary.check.rules import rules as known

    if not isinstance(rules, dict):
        raise ValueError("invalid rules: expected a table, as in [rules]")  # noqa: TRY004
    _check_choices("rule", rules, known())
    _check_choices("value of a rule", rules.values(), [_OFF, _ON, *Severity])
    special: dict[str, str | None] = {_OFF: None, _ON: ""}
    return {
        rule: special[value] if value in special else Severity(value)
        for rule, value in rules.items()
    }


def _check_choices(name: str, values: Any, known: Any) -> None:
    for value in values:
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"invalid {name} {value!r}; expected one of: {', '.join(known)}")
