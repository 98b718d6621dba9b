"""Codes of this room in words: what the record says, and what stands on the pages."""

from kmt.partners.rules.reviewing import END_REASONS, REASONS
from kmt.partners.rules.vouching import REASONS as VOUCH_REASONS

#: What was done to an account, for the record and the log of log-ins.
DONE: dict[str, str] = {
    "second_factor": "code van de tweede stap",
    "confirmed": "opnieuw bevestigd",
    "one_time_code": "eenmalige code",
    "dates": "screening en training vastgelegd",
    "role_given": "rol gegeven",
    "role_review": "jaarlijkse controle van rollen",
    "role_agreed": "akkoord op een rol",
    "first_code": "code voor de eerste keer",
    "log_in_closed": "log-in gesloten",
    "log_in_renewed": "nieuwe log-in mogelijk gemaakt",
    "code_used": "eenmalige code gebruikt",
    "session_ended": "sessie beëindigd",
    "sessions_ended": "sessies beëindigd",
    "factor_added": "tweede stap toegevoegd",
    "factor_removed": "tweede stap verwijderd",
    "key_renamed": "sleutel andere naam gegeven",
    "spare_codes": "nieuwe reservecodes",
    **{f"vouch_{code}": f"stond in: {words}" for code, words in VOUCH_REASONS.items()},
    **REASONS,
    **END_REASONS,
}
