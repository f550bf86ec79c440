"""Profiles: the conventions of a place or a house, and which rules apply there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossary.check.finding import Severity
from termbase.language.script import Script
from termbase.model.concept import Usage

if TYPE_CHECKING:
    from glossary.check.rule import Rule


@dataclass(frozen=True)
class Profile:
    """The conventions that a translation has to follow.

    Attributes:
        name: Its name.
        polity: Whose conventions they are; empty for those of no place.
        script: The script of Chinese text; None for that of most of the text.
        quotes: The quotation marks of Chinese text, outer and inner pairs; empty for those of most
            of the text.
        usage: The users whose renderings are wanted, such as official ones; None for any.
        severities: The severities of rules by their ids, where they are not the usual ones; None
            for a rule that is off.
    """

    name: str = ""
    polity: str = ""
    script: Script | None = None
    quotes: str = ""
    usage: Usage | None = None
    severities: Mapping[str, Severity | None] = field(default_factory=dict)

    def is_on(self, rule: Rule) -> bool:
        """Return True if a rule applies."""
        if rule.id in self.severities:
            return self.severities[rule.id] is not None
        return rule.is_on

    def severity(self, rule: Rule, found: Severity | None = None) -> Severity:
        """Return the severity of a finding.

        Args:
            rule: The rule.
            found: The severity that the rule has found in this case.
        """
        return self.severities.get(rule.id) or found or rule.severity


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("mainland", "mainland", Script.SIMPLIFIED, "“”‘’"),
        Profile("taiwan", "taiwan", Script.TAIWAN, "「」『』"),
        Profile("hong-kong", "hong-kong", Script.HONG_KONG, "「」『』"),
    )
}
