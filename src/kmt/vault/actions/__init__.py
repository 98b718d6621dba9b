"""Writing in the vault: persons, their parts, merges, consents, erasing, texts of other rooms."""

from kmt.vault.actions.consents import record_consent
from kmt.vault.actions.erasing import (
    confirm_replayed,
    erase_person,
    erase_subject,
    replay_erasures,
)
from kmt.vault.actions.indexing import reindex_persons
from kmt.vault.actions.links import merge_persons, note_compared, split_person
from kmt.vault.actions.persons import amend_person, register_person, seal_text
from kmt.vault.actions.roles import end_role, give_role, hand_to_care, leave_care, take_in_care
from kmt.vault.actions.texts import blind_forms, index_text

__all__ = [
    "amend_person",
    "blind_forms",
    "confirm_replayed",
    "end_role",
    "erase_person",
    "erase_subject",
    "give_role",
    "hand_to_care",
    "index_text",
    "leave_care",
    "merge_persons",
    "note_compared",
    "record_consent",
    "register_person",
    "reindex_persons",
    "replay_erasures",
    "seal_text",
    "split_person",
    "take_in_care",
]
