"""Administrative status of terms: the words of formats and tools, and the model's values.

Sources: TBX-Default 2008 and TBX 3 (``administrativeStatus``), UTX 1.11 (``term status``), the
pick lists of MultiTerm, memoQ, SDL Passolo, Microsoft, Phrase, IATE and Weblate, and Chinese
glossaries.
"""

from __future__ import annotations

import re
import unicodedata

from termbase.model.concept import Status

_WORDS = {
    Status.PREFERRED: (
        "preferred, approved, standardized, standardised, standard, recommended, main, legal, "
        "regulated, official, validated, confirmed, finalized, 首选, 推荐, 标准, 规范, 已批准, "
        "批准, 已核准, 审定, 已审定, 正式, 优先, "
        "bevorzugt, bevorzugte, bevorzugter, vorzugsbenennung, empfohlen, freigegeben, "
        "genehmigt, geprüft, bestätigt, offiziell, verbindlich, genormt"
    ),
    Status.ADMITTED: (
        "admitted, accepted, acceptable, allowed, permitted, alternative, synonym, variant, "
        "provisional, proposed, suggested, new, draft, pending, working, nonstandard, "
        "unapproved, notapproved, notpreferred, nonpreferred, notvalidated, notverified, "
        "notreviewed, unverified, unreviewed, translated, nottranslated, translationneeded, "
        "允许, 可用, 可接受, 备选, 待定, 待审, 待审核, 未审核, 未审定, 未批准, 新建, 草稿, "
        "非首选, 非标准, "
        "zugelassen, zugelassene, zugelassener, erlaubt, zulässig, akzeptiert, alternativ, "
        "variante, vorläufig, vorgeschlagen, vorschlag, entwurf, neu, "
        "inbearbeitung, offen, ungeprüft, nichtgeprüft, nichtfreigegeben, nichtbevorzugt"
    ),
    Status.DEPRECATED: (
        "deprecated, forbidden, prohibited, rejected, notrecommended, donotuse, dontuse, avoid, "
        "banned, disallowed, discouraged, invalid, incorrect, wrong, error, blacklisted, "
        "unacceptable, nonterm, negative, proscribed, stopword, badterm, "
        "禁用, 禁止, 禁止使用, 不推荐, 不建议, 不允许, 不可用, 不用, 弃用, 已弃用, 停用, 错误, "
        "勿用, 避免, 拒绝, 已拒绝, "
        "verboten, verbotene, verbotener, gesperrt, abgelehnt, unzulässig, "
        "unerwünscht, falsch, fehlerhaft, vermeiden, zuvermeiden, "
        "nichtverwenden, nichtempfohlen, nichtzulässig, nichtzugelassen, nichterlaubt"
    ),
    Status.SUPERSEDED: (
        "superseded, obsolete, outdated, old, historical, archaic, retired, replaced, expired, "
        "过时, 已过时, 废弃, 已废弃, 废止, 旧, 旧称, 旧译, 曾用, 已取代, 被取代, 淘汰, "
        "veraltet, veraltete, veralteter, überholt, ersetzt, abgelöst, alt"
    ),
}
# Of several statuses of one term the first of these holds: a forbidden term is never admitted.
STRICTEST = (Status.DEPRECATED, Status.SUPERSEDED, Status.ADMITTED, Status.PREFERRED)
FORBIDDING = STRICTEST[:2]
# Parts of the names of pick lists that say whether a term may be used, in English, German, French,
# Spanish and Chinese. Such a field counts only where its value forbids the term.
_APPROVAL = re.compile(
    r"usage|use\b|verwend|gebrauch|benutz|nutzung|emploi|uso\b|approv|freigabe|genehmig|"
    r"zulass|zul[aä]ssig|valid|aprob|permi|allow|accept|akzept|status|state\b|statut|estado|"
    r"evaluat|bewert|recommend|empfehl|authori|forbid|verbot|prefer|"
    r"用|审|批|核|准|許|许|推荐|推薦|状态|狀態|禁",
    re.IGNORECASE,
)
# Words that forbid a term, also within a longer phrase. A forbidden term must never become an
# admitted one; the reverse error only hides a rendering.
_FORBIDS = re.compile(
    r"forbid|prohibit|deprecat|reject|banned|disallow|discourag|obsolet|supersed|unacceptable|"
    r"incorrect|invalid|"
    r"(?:not?|don'?t|never)(?:to)?(?:be)?(?:us|recommend|allow|permit|accept|admit)|"
    r"verboten|unzulässig|gesperrt|abgelehnt|veraltet|"
    r"nicht(?:mehr)?(?:zu)?(?:verwend|benutz|gebrauch|empfohlen|erlaubt|zugelassen|zulässig)|"
    r"禁|勿|弃|廢|废|不(?:推荐|建议|允许|可|要|得|再|用|宜)|停用|淘汰"
)
_SEPARATORS = re.compile(r"[\W_]+")
# Suffixes that formats append: ``preferredTerm-admn-sts``, ``Forbidden translation``.
_SUFFIX = re.compile(r"(?:(?:term|translation|terms|benennung|译名|术语|词)?(?:admnsts)?)$")


def _normalized(word: str) -> str:
    from termbase.language.script import fold

    text = fold(unicodedata.normalize("NFKC", word)).casefold()
    text = _SEPARATORS.sub("", text.replace("'", "").replace("’", ""))
    return _SUFFIX.sub("", text) or text


_STATUSES: dict[str, Status] = {}


def status_of(word: str) -> Status | None:
    """Return the status that a word of some tool means, or None if it is unknown.

    Letter case, spaces, hyphens, underscores and suffixes such as ``Term`` or ``-admn-sts`` are
    ignored. An unknown phrase with a word that forbids is ``deprecated``.
    """
    if not _STATUSES:
        _STATUSES.update(
            (_normalized(known), status)
            for status, words in _WORDS.items()
            for known in words.split(", ")
        )
    text = _normalized(word)
    status = _STATUSES.get(text)
    if status is None and _FORBIDS.search(text):
        return Status.DEPRECATED
    return status


def forbidding_status(field: str, word: str) -> Status | None:
    """Return the status that a word in a field such as ``Usage`` gives a term, if it forbids it.

    Args:
        field: The name of the field, which tools leave free.
        word: Its value.

    Returns:
        None if the word does not forbid the term, or the field is about something else.
    """
    status = status_of(word) if _APPROVAL.search(field) else None
    return status if status in FORBIDDING else None


def default_status(position: int) -> Status:
    """Return the status of a term that a file gives none: the first of its language is preferred.

    Args:
        position: Position among the terms of its language, from 0.
    """
    return Status.ADMITTED if position else Status.PREFERRED
