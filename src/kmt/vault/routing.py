"""Keeps the data keys in a database of their own.

Its backups live days, not years: when a key is gone there too, every copy of what it sealed is
dark (crypto-erasure). With one database for both, erasing by key would do nothing.
"""

from typing import Any

from django.db.models import Model

KEYS = "keys"
_APART = frozenset({"datakey", "masterkeycheck", "tombstone"})


class KeysApart:
    """Routes the tables about keys to the database ``keys``, all others to ``default``."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """The database to read a model from."""
        return KEYS if _is_key(model._meta.app_label, model._meta.model_name) else None

    db_for_write = db_for_read

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool:
        """Only the tables about keys in ``keys``, and only there."""
        return (db == KEYS) == _is_key(app_label, model_name)


def _is_key(app_label: str, model_name: str | None) -> bool:
    return app_label == "vault" and model_name in _APART
