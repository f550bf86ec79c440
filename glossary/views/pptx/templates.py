"""New parts of a presentation: a page of notes, and the master of such pages."""

from __future__ import annotations

from collections.abc import Mapping

from glossary.documents.opc import DECLARATION
from glossary.views.pptx.notes import shape_xml

_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_PICTURE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" '
    'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"{}/></p:nvPr></p:nvSpPr>'
    "<p:spPr>{}</p:spPr></p:sp>"
)
# On a page of 7.5 by 10 inches, in English Metric Units.
_PLACE = (
    '<a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)
_PICTURE_PLACE = _PLACE.format(685800, 1143000, 5486400, 3086100)
_TEXT_PLACE = _PLACE.format(685800, 4400550, 5486400, 3600450)
_TEXT = (
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="body" sz="quarter" idx="1"/></p:nvPr></p:nvSpPr><p:spPr>{}</p:spPr>'
    '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US"/><a:t>Notes</a:t></a:r></a:p>'
    "</p:txBody></p:sp>"
)
_COLORS = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
)
_FONTS = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
_FILL = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
_STYLE = (
    f'<p:notesStyle><a:lvl1pPr><a:defRPr sz="1200">{_FILL}{_FONTS}</a:defRPr></a:lvl1pPr>'
    "</p:notesStyle>"
)


def notes_page(paragraphs: str, namespaces: Mapping[str, str]) -> str:
    """Return a page of notes.

    Args:
        paragraphs: The paragraphs of its text.
        namespaces: The usual prefixes by their namespaces.
    """
    tree = _GROUP + _PICTURE.format("", "") + shape_xml(paragraphs, id=3)
    mapping = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    return _part("notes", f"<p:cSld><p:spTree>{tree}</p:spTree></p:cSld>{mapping}", namespaces)


def notes_master(namespaces: Mapping[str, str]) -> str:
    """Return the master of pages of notes."""
    tree = _GROUP + _PICTURE.format(' idx="2"', _PICTURE_PLACE) + _TEXT.format(_TEXT_PLACE)
    background = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
    content = f"<p:cSld>{background}<p:spTree>{tree}</p:spTree></p:cSld>{_COLORS}{_STYLE}"
    return _part("notesMaster", content, namespaces)


def _part(name: str, content: str, namespaces: Mapping[str, str]) -> str:
    declared = " ".join(f'xmlns:{prefix}="{namespace}"' for namespace, prefix in namespaces.items())
    return f"{DECLARATION}<p:{name} {declared}>{content}</p:{name}>"
