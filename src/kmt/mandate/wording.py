"""Codes of this room in words, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kmt.mandate.rules import CROSSING, Ask, Code, Opinion, Proof, Status

STANDINGS: dict[str, Promise] = {
    Code.MET: pgettext_lazy("obligation", "met"),
    Code.EXPIRED: pgettext_lazy("obligation", "evidence ran out"),
    Code.UNDER_WAY: pgettext_lazy("obligation", "under way"),
    Code.NOT_STARTED: pgettext_lazy("obligation", "not started"),
    Code.NOT_APPLICABLE: pgettext_lazy("obligation", "does not apply"),
}
#: One sign per standing for the table of the region; its legend says them all.
LETTERS: dict[str, Promise] = {
    Code.MET: pgettext_lazy("obligation, one letter", "M"),
    Code.EXPIRED: pgettext_lazy("obligation, one letter", "X"),
    Code.UNDER_WAY: pgettext_lazy("obligation, one letter", "U"),
    Code.NOT_STARTED: pgettext_lazy("obligation, one letter", "–"),
    Code.NOT_APPLICABLE: pgettext_lazy("obligation, one letter", "n"),
}
KINDS: dict[str, str] = {
    Code.MET: "ok",
    Code.EXPIRED: "stop",
    Code.UNDER_WAY: "info",
    Code.NOT_STARTED: "warn",
    Code.NOT_APPLICABLE: "",
}
THEMES: dict[int, Promise] = {
    1: _("Policy"),
    2: _("Seeing signals"),
    3: _("Awareness"),
    4: _("Working together"),
    5: _("Shelter and help"),
    CROSSING: _("Across the themes"),
}
STATUSES: dict[str, Promise] = {
    Status.SOURCE: _("as the source says it"),
    Status.PROPOSAL: _("proposal: taken from the source, in our words"),
    Status.INFERENCE: _("inference: drawn by us from several policies"),
    Status.VERIFY: _("to be checked against the source"),
}
PROOFS: dict[str, Promise] = {
    Proof.DECISION: _("decision of council or executive"),
    Proof.DOCUMENT: _("document"),
    Proof.LINK: _("web page"),
    Proof.FIGURE: _("figure"),
}
OPINIONS: dict[str, Promise] = {
    "": _("not looked at yet"),
    Opinion.AGREES: _("agreed"),
    Opinion.ASKS_BACK: _("something is asked back"),
}
OPINION_KINDS = {"": "", Opinion.AGREES: "ok", Opinion.ASKS_BACK: "warn"}
ASKS: dict[str, Promise] = {
    Ask.ASKED_BACK: _("The adviser asks something back"),
    Ask.EXPIRED: _("The evidence ran out: bring new evidence"),
    Ask.EXPIRES: _("The evidence runs out this quarter"),
    Ask.STEP_DUE: _("The next step is planned for this quarter, or is late"),
    Ask.REVIEW_DUE: _("It is time to look at this again"),
    Ask.NOT_SAID: _("Nothing is filled in yet"),
}
#: How long evidence counts.
TERMS: dict[str, Promise] = {
    "P1Y": _("one year"),
    "P2Y": _("two years"),
    "P4Y": _("four years"),
    "": _("until it is withdrawn"),
}
#: Words for the record.
RECORD: dict[str, str] = {
    "mandate_standing": "stand van een opgave",
    "mandate_evidence": "bewijs bij een opgave",
    "mandate_item": "opgave voor gemeenten",
    "mandate_sharing": "delen met de regio",
    "mandate_history": "overgenomen geschiedenis",
    **{
        f"mandate.{code}": f"stand: {words}"
        for code, words in (
            ("met", "voldaan"),
            ("under_way", "bezig"),
            ("not_started", "niet begonnen"),
            ("not_applicable", "niet van toepassing"),
        )
    },
    "mandate.agrees": "akkoord",
    "mandate.asks_back": "vraagt iets terug",
    "mandate.files_destroyed": "bestanden bij het bewijs vernietigd",
}


def standing_word(code: str) -> str:
    """How an item stands, in words."""
    return str(STANDINGS[code])


def letter(code: str) -> str:
    """The sign of the table."""
    return str(LETTERS[code])


def theme_word(theme: int) -> str:
    """The name of a theme; 0 goes across them."""
    return str(THEMES[theme])


def term_word(term: str) -> str:
    """How long evidence counts; a length that is not in the list as it stands."""
    return str(TERMS.get(term, term))


def history_word(kind: str, words: str) -> str:
    """What a line of the history says."""
    if kind == "given":
        return gettext("Evidence: %(title)s") % {"title": words}
    if kind == "withdrawn":
        return gettext("Evidence withdrawn: %(title)s") % {"title": words}
    if kind in OPINIONS:
        return gettext("Adviser: %(opinion)s") % {"opinion": words}
    return words[:1].upper() + words[1:]
