"""Where sessions are kept: in the database, each with its account, and sealed.

A session may hold a message about what was just done, or the secret of an app that is being set
up. A copy of the database shows none of it: the content is sealed under a key that is derived from
the master key. Who ended a session here ended it on the server: the next request finds nothing.
"""

import base64
import hashlib
import json
from typing import Any, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from kmt.kernel.master_key import derive
from kmt.kernel.sealing import SealBroken, seal, unseal
from kmt.partners.models import WorkSession

SEEN, DEVICE = "kmt_seen", "kmt_device"


def handle_of(session_key: str) -> str:
    """A name for a session that opens nothing: pages carry this, never the key itself."""
    return hashlib.sha256(f"handle {session_key}".encode()).hexdigest()[:24]


class SessionStore(DatabaseStore):
    """The store that Django asks for by ``SESSION_ENGINE``."""

    @classmethod
    def get_model_class(cls) -> type[WorkSession]:
        """Our table, with the account beside the session."""
        return WorkSession

    def create_model_instance(self, data: dict[str, Any]) -> WorkSession:
        """A row that also says whose session it is."""
        made = cast(WorkSession, super().create_model_instance(data))
        made.account_id = UUID(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        return made

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Seal what the session holds."""
        text = json.dumps(session_dict, separators=(",", ":")).encode()
        return base64.b64encode(seal(derive("sessions"), text, bound_to=self._place)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Open it; what does not open is an empty session, so nobody is let in by it."""
        try:
            sealed = base64.b64decode(session_data)
            text = unseal(derive("sessions"), sealed, bound_to=self._place)
        except (SealBroken, ValueError):
            return {}
        found: dict[str, Any] = json.loads(text)
        return found

    @property
    def _place(self) -> str:
        return f"partners_worksession|session_data|{self.session_key}"
