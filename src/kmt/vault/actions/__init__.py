"""Writing in the vault: persons, merges, consents, erasing, and the sealed text of other rooms."""

from kmt.vault.actions.consents import record_consent
from kmt.vault.actions.erasing import erase_person, erase_subject, replay_erasures
from kmt.vault.actions.indexing import reindex_persons
from kmt.vault.actions.links import merge_persons, split_person
from kmt.vault.actions.persons import amend_person, register_person, seal_text

__all__ = [
    "amend_person",
    "erase_person",
    "erase_subject",
    "merge_persons",
    "record_consent",
    "register_person",
    "reindex_persons",
    "replay_erasures",
    "seal_text",
    "split_person",
]
