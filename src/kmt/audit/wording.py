"""The words of the record on screen: what was done, to what kind of thing, with what outcome."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.audit.naming import explained

ACTION_WORDS: dict[str, Promise] = {
    "consent": _("recorded consent"),
    "copy": _("copied"),
    "create": _("made"),
    "delete": _("removed"),
    "direct-db": _("worked in the database"),
    "emergency-access": _("opened in an emergency"),
    "export": _("took out"),
    "key": _("made a key for"),
    "login": _("logged in"),
    "merge": _("merged"),
    "print": _("printed"),
    "read": _("looked at"),
    "search": _("searched"),
    "share-decision": _("decided on sharing"),
    "split": _("split"),
    "transfer": _("handed over"),
    "update": _("changed"),
}

OBJECT_WORDS: dict[str, Promise] = {
    "account": _("account"),
    "advice_request": _("advice request"),
    "audit_event": _("record"),
    "care_case": _("care case"),
    "database": _("database"),
    "disclosure": _("decision to share"),
    "count": _("counts"),
    "caseload": _("caseload"),
    "data_key": _("data"),
    "destruction_certificate": _("certificate of destruction"),
    "emergency_access": _("emergency access"),
    "estimate_run": _("estimate"),
    "factsheet": _("factsheet"),
    "master_key": _("master key"),
    "page": _("page"),
    "person": _("person"),
    "privacy_audit": _("privacy audit"),
    "report": _("report"),
    "retention_proposal": _("proposal to destroy"),
    "sample_check": _("yearly check"),
    "search_tokens": _("search index"),
    "share_draft": _("share in preparation"),
    "transfer": _("transfer"),
}

ACTOR_WORDS: dict[str, Promise] = {
    "public": _("somebody without an account"),
    "system": _("the program:"),
    "unknown": _("somebody with an unknown address"),
}

FILTER_WORDS: dict[str, Promise] = {
    "": _("Everything"),
    "geweigerd": _("Refused"),
    "inzage": _("Looks"),
    "wijzigingen": _("Changes"),
    "inloggen": _("Log-ins"),
}


def words_for(code: str, words: dict[str, Promise]) -> str:
    """The words for a code, or those that a later room gave for it."""
    return str(words.get(code) or explained(code))
