"""Tells Django that this room exists, and the record what its reasons mean."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks

from kmt.audit.naming import explain
from kmt.lawfulness.loading import sharing_matrix
from kmt.vault.rules import LOOK_REASONS, OTHER_REASONS
from kmt.vault.rules.consenting import State
from kmt.vault.rules.linking import COMPARED

#: What the record calls a step of a consent, after what it is for and who would receive it.
CONSENT_STATES = {
    f"consent_{State.ASKED}": "toestemming gevraagd",
    f"consent_{State.GIVEN}": "toestemming gegeven",
    f"consent_{State.REFUSED}": "toestemming geweigerd",
    f"consent_{State.WITHDRAWN}": "toestemming ingetrokken",
}


class VaultConfig(AppConfig):
    """The room ``vault``."""

    name = "kmt.vault"
    label = "vault"

    def ready(self) -> None:
        """Give the record the words for the reasons to look, and the start its check."""
        explain(LOOK_REASONS | COMPARED | OTHER_REASONS | CONSENT_STATES)
        codes = sharing_matrix().codes
        explain({code: each.dutch for code, each in codes["purpose"].items()})
        explain({f"to_{code}": f"aan {each.dutch}" for code, each in codes["actor"].items()})
        checks.register(_right_master_key, checks.Tags.database)
        checks.register(_nothing_came_back, checks.Tags.database)


def _right_master_key(databases: Sequence[str] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Before a migration, and at ``./kmt manage check --database keys``."""
    from kmt.vault import key_check
    from kmt.vault.routing import KEYS

    if KEYS not in (databases or ()):
        return []
    return [checks.Error(sentence, id="vault.E001") for sentence in key_check.present()]


def _nothing_came_back(databases: Sequence[str] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A warning, and no error: the command that mends it runs these checks as well."""
    from kmt.vault import restored
    from kmt.vault.routing import KEYS

    if KEYS not in (databases or ()):
        return []
    return [checks.Warning(sentence, id="vault.W002") for sentence in restored.present()]
