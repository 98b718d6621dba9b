"""Accounts of people who work with the product, and on whose behalf they do.

Organisations and municipalities are data of the region file, so they are kept here by code only.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
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
    """For which organisation an account works, in which role, from when until when."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    municipality = models.CharField(max_length=6, blank=True)
    valid_from = models.DateField(default=date.today)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return f"{self.role} at {self.organisation}"
