"""Reading from the vault: who a person is, whether somebody is known, who is one, who consents."""

from kmt.vault.queries.consents import ConsentRead, StepRead, consent_facts, consents
from kmt.vault.queries.known import Candidate, Known, known_person
from kmt.vault.queries.links import LinkLine, link_history, same_person
from kmt.vault.queries.persons import identity_to_amend, open_identity, open_texts

__all__ = [
    "Candidate",
    "ConsentRead",
    "Known",
    "LinkLine",
    "StepRead",
    "consent_facts",
    "consents",
    "identity_to_amend",
    "known_person",
    "link_history",
    "open_identity",
    "open_texts",
    "same_person",
]
