"""Parts of a package of Office and their relationships (Open Packaging Conventions, ECMA-376-2)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from glossary.documents.package import Package
from glossary.documents.xml import Kind, XmlPart, scan
from termbase.errors import InputError

CONTENT_TYPES = "[Content_Types].xml"
# Relationships of ours begin so; Office gives its own ids when it saves a file.
OWN_ID = "zg"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Relationships of a part that had none. Not all programs read them with a comment in it.
NEW_RELATIONSHIPS = (
    f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OWN_RELATIONSHIP = re.compile(rf'<(?:[\w.-]+:)?Relationship Id="({OWN_ID}\w+)"[^<>]*/>')
# Where children of ours were put into a root element that had none.
_FILLED = "<!--zg-->"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part to another one.

    Attributes:
        id: Its identifier.
        kind: The last part of its type, such as ``comments``: the same in strict files.
        target: The name of the member it leads to; an address if it is external.
        is_external: True if it leads out of the package.
        is_strict: True if its type is that of strict files.
    """

    id: str
    kind: str
    target: str
    is_external: bool
    is_strict: bool

    @property
    def is_own(self) -> bool:
        """True if it was put in by an earlier annotation."""
        return self.id.startswith(OWN_ID)


def xml_part(package: Package, member: str) -> XmlPart:
    """Return a part of a package that is XML.

    Raises:
        InputError: If it is missing, damaged or not well-formed.
    """
    return XmlPart.parse(package.read(member), f"{package.name}: {member}")


def relationships_member(part: str) -> str:
    """Return the name of the member with the relationships of a part; "" is the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(package: Package, part: str = "") -> list[Relationship]:
    """Return the relationships of a part, or of the package; none if it has none."""
    member = find_member(package, relationships_member(part))
    if member is None:
        return []
    return list(_relationships(package, xml_part(package, member).text, posixpath.dirname(part)))


def _relationships(package: Package, text: str, folder: str) -> Iterator[Relationship]:
    for token in scan(text):
        if token.kind not in (Kind.START, Kind.EMPTY) or not token.name.endswith("}Relationship"):
            continue
        attributes = token.attributes
        type, target = attributes.get("Type", ""), attributes.get("Target", "")
        is_external = attributes.get("TargetMode") == "External"
        if not is_external:
            path = unquote(target.partition("#")[0].replace("\\", "/"))
            resolved = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
            target = find_member(package, resolved) or resolved
        kind = type.rpartition("/")[2]
        id = attributes.get("Id", "")
        yield Relationship(id, kind, target, is_external, type.startswith(_STRICT))


def find_member(package: Package, name: str) -> str | None:
    """Return a member by its name, in which case does not matter; None if there is none."""
    if name in package:
        return name
    lower = name.lower()
    return next((member for member in package.names if member.lower() == lower), None)


def main_part(package: Package) -> str:
    """Return the name of the part with the content of the document.

    Raises:
        InputError: If there is none.
    """
    for one in relationships(package):
        if one.kind == "officeDocument" and not one.is_external and one.target in package:
            return one.target
    raise InputError(f"{package.name}: has no document part; save it again")


def relationship_xml(root: str, id: str, kind: str, target: str, *, is_strict: bool) -> str:
    """Return a relationship of ours.

    Args:
        root: The text of the part that it is put into.
        id: Its identifier, which has to begin with :data:`OWN_ID`.
        kind: The last part of its type.
        target: The name of the member that it leads to.
        is_strict: True for a strict file.
    """
    type = f"{_STRICT if is_strict else _TRANSITIONAL}/{kind}"
    prefix = _root_prefix(root)
    return f'<{prefix}Relationship Id="{id}" Type="{type}" Target="/{escape(target)}"/>'


def override_xml(root: str, member: str, content_type: str) -> str:
    """Return the statement of the content type of a part that is new."""
    prefix = _root_prefix(root)
    return f'<{prefix}Override PartName="/{escape(member)}" ContentType="{content_type}"/>'


def without_own_relationships(text: str, ids: frozenset[str]) -> str:
    """Return relationships without those of ours that have some identifiers."""
    return unfilled(_OWN_RELATIONSHIP.sub(lambda found: "" if found[1] in ids else found[0], text))


def without_override(text: str, member: str) -> str:
    """Return content types without that of a part of ours."""
    name = re.escape(f'PartName="/{escape(member)}"')
    return unfilled(re.sub(rf"<(?:[\w.-]+:)?Override {name}[^<>]*/>", "", text))


def filled(text: str, children: str) -> str:
    """Return the text of a part with children put at the end of its root element."""
    tag = [token for token in scan(text) if token.kind in (Kind.END, Kind.EMPTY)][-1]
    if tag.kind is Kind.END:
        return text[: tag.start] + children + text[tag.start :]
    # An element without content gets some, with a note that it had none.
    written = re.split(r"[\s/>]", text[tag.start + 1 : tag.end], maxsplit=1)[0]
    opened = text[: tag.end - 2]
    return f"{opened}>{_FILLED}{children}</{written}>{text[tag.end :]}"


def unfilled(text: str) -> str:
    """Return the text of a part whose root element has no content any more as it was before."""
    return re.sub(rf">{_FILLED}</[^<>]+>", "/>", text)


def _root_prefix(text: str) -> str:
    """Return the prefix of the root element, with its colon."""
    root = next(token for token in scan(text) if token.kind in (Kind.START, Kind.EMPTY))
    name = re.match(r"<([^\s/>]+)", text[root.start :])
    prefix, colon, _ = name[1].partition(":") if name else ("", "", "")
    return f"{prefix}:" if colon else ""
