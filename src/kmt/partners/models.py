"""Accounts of people who work with the product, and on whose behalf they do.

Organisations and municipalities are data of the region file, so they are kept here by code only.
"""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; always one person, never a group (BIO2 5.16.02)."""

    def create_account(self, *, email: str, name: str, password: str | None) -> "Account":
        """Create an account with a hashed password (None: none set yet)."""
        account = self.model(email=self.normalize_email(email).lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person who logs in, with the dates that allow it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    screened_on = models.DateField(null=True, blank=True)
    screening_valid_until = models.DateField(null=True, blank=True)
    trained_on = models.DateField(null=True, blank=True)
    training_valid_until = models.DateField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return str(self.id)


class Membership(models.Model):
    """For which organisation an account works, in which role, from when until when.

    ``waits``: the role reads files and nobody but its giver has agreed. ``confirmed_on``: when
    somebody last said that it is still needed, the day it was given to begin with.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    municipality = models.CharField(max_length=6, blank=True)
    valid_from = models.DateField(default=date.today)
    valid_to = models.DateField(null=True, blank=True)
    function = models.CharField(max_length=1, blank=True)
    given_by = models.CharField(max_length=64, blank=True)
    waits = models.BooleanField(default=False)
    agreed_by = models.CharField(max_length=64, blank=True)
    confirmed_on = models.DateField(default=date.today)
    confirmed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-valid_from", "-id")

    def __str__(self) -> str:
        return f"{self.role} at {self.organisation}"


class WorkSession(AbstractBaseSession):
    """A session, with whose it is, so that it can be shown and ended; its content is sealed."""

    account_id = models.UUIDField(null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"session of {self.account_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """The store that seals and opens the content."""
        from kmt.partners.session_store import SessionStore

        return SessionStore

    def get_decoded(self) -> dict[str, Any]:
        """What the session holds; it opens under its own key only."""
        found: dict[str, Any] = self.get_session_store_class()(self.session_key).decode(
            self.session_data
        )
        return found


class OneTimeCode(models.Model):
    """Opens an account once, to set a password and a second factor: at the start, or after a loss.

    Only a keyed digest is kept. ``told``: the person has read at a log-in that this happened.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.purpose} of {self.account_id}"


class Vouch(models.Model):
    """A colleague put their name to it that somebody asks for a new log-in in person."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    by_id = models.CharField(max_length=64)
    at = models.DateTimeField()
    reason = models.CharField(max_length=10)
    code = models.ForeignKey(OneTimeCode, null=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.by_id} for {self.account_id}"
