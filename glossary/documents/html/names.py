"""Names of HTML elements by what they do to the text in them and around them."""

from __future__ import annotations

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
RAW_TEXT = frozenset(
    "iframe noembed noframes noscript plaintext script style textarea title xmp".split()
)
# Elements with code, data, form controls or readings: their text is not annotated.
SKIPPED = RAW_TEXT | frozenset(
    (
        "button canvas code kbd listing math object option pre rp rt rtc samp select svg template "
        "var"
    ).split()
)
# Readings are beside the text that they are for, not between its characters.
READINGS = frozenset("rb rp rt rtc".split())
# Elements within a line.
INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big br cite data del dfn em font i img ins label mark q ruby s "
        "small span strike strong sub sup time tt u wbr"
    ).split()
)
# Elements that hide or disable what is inserted into them.
OPAQUE = RAW_TEXT | frozenset(
    "audio button canvas datalist math object select svg template video".split()
)
HEAD = frozenset(
    (
        "base basefont bgsound head html link meta noframes noscript script style template title"
    ).split()
)
# Elements that the end tag of an element outside them does not close.
BOUNDARIES = frozenset("applet caption marquee object select table td template th".split())
# Those of them that formatting elements outlast.
NO_MARKERS = frozenset(("select", "table"))
CELLS = frozenset("caption td th".split())
TABLE_PARTS = frozenset("caption col colgroup tbody td tfoot th thead tr".split())
CLOSES_P = frozenset(
    (
        "address article aside blockquote center details dialog dir div dl fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p "
        "plaintext pre search section summary table ul xmp"
    ).split()
)
# The elements that the start tag of another one closes, p apart.
CLOSED_BY = {
    "button": ("button",),
    "dd": ("dd", "dt", "p"),
    "dt": ("dd", "dt", "p"),
    "li": ("li", "p"),
}
# The elements that the start tag of another one closes if nothing is open within them.
CLOSED_IF_CURRENT = {
    "option": ("option",),
    **dict.fromkeys(("rb", "rp", "rt", "rtc"), ("rp", "rt")),
}
# Elements that stop the search for an open list item.
BARRIERS = CLOSES_P - {"address", "div", "p"} | frozenset(
    "body button dd details dt frameset head html iframe li noscript summary textarea".split()
)
# Elements that the end tag of an ordinary element outside them does not close.
SPECIAL = BARRIERS | frozenset(("address", "div", "p"))
# Elements whose end tag closes everything in them.
CLOSED_BY_END_TAG = SPECIAL - frozenset(("p", "xmp", "textarea", "iframe", "noscript"))
# Elements whose start tag ends foreign content.
BREAKOUT = frozenset(
    (
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i "
        "img li listing menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u "
        "ul var"
    ).split()
)
# Elements of foreign content that contain HTML.
INTEGRATION = frozenset("annotation-xml desc foreignobject mi mn mo ms mtext title".split())
