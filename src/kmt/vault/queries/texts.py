"""Finding records by words of their texts: by number and reason, and nothing is opened."""

from dataclasses import dataclass

from django.db.models import Count, Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.vault import access
from kmt.vault.blinding import WORDS, blind_words
from kmt.vault.keys import keys_if_any
from kmt.vault.limits import count_search
from kmt.vault.rules.words import enough, may_search_words, stems_of
from kmt.vault.wordlists import stemmer, wordlists


@dataclass(frozen=True, slots=True, kw_only=True)
class WordHit:
    """A record that shares words with what was asked: how many of how many."""

    subject: str
    shared: int
    asked: int


def records_with_words(
    actor: Actor, object_type: str, text: str, purpose: str
) -> tuple[WordHit, ...]:
    """Records of a kind (``report``) with at least half of these words, the most first.

    Which of them exist for the actor is for the room that keeps them: it leaves out the others
    before it cuts the list. Recorded without the words, and counted with the searches for
    persons. Raises ``Refused`` without a purpose, without words, or too often.
    """
    lists = wordlists()
    asked = stems_of(text, lists.letters, lists.common, stemmer())
    with refusals_recorded(actor, object_type=object_type, object_id="", action="search"):
        check(actor, Permission.VAULT_TEXT_SEARCH)
        may_search_words(purpose, asked).check()
        count_search(actor)
    read_of(actor, object_type=object_type, action="search", reason=purpose)
    key = keys_if_any([WORDS]).get(WORDS)
    tokens = set(blind_words(key, asked).values()) if key else set()
    rows = access.words(actor, Q(subject__startswith=f"{object_type}:", token__in=tokens))
    found = rows.values("subject").annotate(shared=Count("token", distinct=True))
    found = found.filter(shared__gte=enough(len(asked))).order_by("-shared", "subject")
    return tuple(
        WordHit(subject=subject, shared=shared, asked=len(asked))
        for subject, shared in found.values_list("subject", "shared")
    )
