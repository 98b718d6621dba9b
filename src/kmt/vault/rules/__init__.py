"""The rules of the vault, pure: no database, no clock, no keys.

What other rooms use of an identity is here; names, sounds, search, merging and consent are in
files of their own.
"""

from kmt.vault.rules.identity import (
    ADDRESS_KINDS,
    BLOCK,
    LOOK_REASONS,
    OTHER_REASONS,
    PARTS,
    Address,
    Identity,
    PersonRef,
    Unreadable,
    column_of,
    from_parts,
    may_look,
    may_register,
    old_part,
    part_place,
    place_of,
    to_parts,
)

__all__ = [
    "ADDRESS_KINDS",
    "BLOCK",
    "LOOK_REASONS",
    "OTHER_REASONS",
    "PARTS",
    "Address",
    "Identity",
    "PersonRef",
    "Unreadable",
    "column_of",
    "from_parts",
    "may_look",
    "may_register",
    "old_part",
    "part_place",
    "place_of",
    "to_parts",
]
