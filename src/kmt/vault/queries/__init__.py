"""Reading from the vault: who a person is, whether somebody is known, who is one, who consents."""

from kmt.vault.queries.consents import (
    ConsentRead,
    StepRead,
    consent_document,
    consent_facts,
    consent_said,
    consents,
    consents_now,
)
from kmt.vault.queries.known import Candidate, Known, known_person
from kmt.vault.queries.links import LinkLine, link_history, same_person
from kmt.vault.queries.persons import (
    IdentityBefore,
    identity_history,
    identity_to_amend,
    open_identity,
    open_texts,
)
from kmt.vault.queries.roles import PersonCard, RoleRead, id_of_label, person_card
from kmt.vault.queries.texts import WordHit, records_with_words

__all__ = [
    "Candidate",
    "ConsentRead",
    "IdentityBefore",
    "Known",
    "LinkLine",
    "PersonCard",
    "RoleRead",
    "StepRead",
    "WordHit",
    "consent_document",
    "consent_facts",
    "consent_said",
    "consents",
    "consents_now",
    "id_of_label",
    "identity_history",
    "identity_to_amend",
    "known_person",
    "link_history",
    "open_identity",
    "open_texts",
    "person_card",
    "records_with_words",
    "same_person",
]
