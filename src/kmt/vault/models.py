"""Persons by pseudonym with their sealed identity, and the data keys in a database of their own."""

from typing import Any

from django.db import models

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Person(GatedModel):
    """Someone in view, known to the other rooms by ``id`` and on screen by ``label`` only.

    ``identity`` holds one sealed value per field (base64), each bound to its field, its person and
    ``identity_version``. ``merged_into`` points to the person this one turned out to be; nothing of
    either is changed by that, so that it can be undone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=8, unique=True)
    municipality = models.CharField(max_length=6, blank=True)
    identity = models.JSONField()
    identity_version = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    registered_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.label


class Added(GatedModel):
    """A row that is written once: it tells what was, and what was does not change."""

    class Meta(GatedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert: saving a second time fails on the primary key."""
        super().save(*args, **{**kwargs, "force_insert": True})


class BlindToken(GatedModel):
    """A keyed hash of something a person is found by; lives and goes with the person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    kind = models.PositiveSmallIntegerField()
    token = models.BigIntegerField()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["token", "kind", "person"], name="person_by_token")]

    def __str__(self) -> str:
        return str(self.pk)


class PersonLink(Added):
    """Somebody said that two persons are one (``merge``), or took that back (``split``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    into = models.UUIDField()
    act = models.CharField(max_length=8)
    reason = models.BinaryField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        pass

    def __str__(self) -> str:
        return self.act


class Consent(GatedModel):
    """What a person is asked consent for: one purpose, one recipient; its steps say the rest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    recipient = models.CharField(max_length=40)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "recipient"], name="one_consent_per_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} → {self.recipient}"


class ConsentStep(Added):
    """One step of a consent: asked, given, refused, withdrawn; only added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16)
    given_by = models.CharField(max_length=16, blank=True)
    capable = models.BooleanField(null=True)
    age = models.PositiveSmallIntegerField(null=True)
    form = models.CharField(max_length=16, blank=True)
    note = models.BinaryField(default=b"")
    valid_until = models.DateField(null=True)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        constraints = [
            models.UniqueConstraint(fields=["consent", "number"], name="consent_steps_in_order")
        ]

    def __str__(self) -> str:
        return self.state


class SearchCount(models.Model):
    """How often a colleague asked in one hour whether somebody is known; never about whom."""

    actor = models.CharField(max_length=64)
    hour = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "hour"], name="one_search_count_per_hour")
        ]

    def __str__(self) -> str:
        return f"{self.hour}: {self.number}"


class Erasure(models.Model):
    """A subject was erased: by whom, when, on what ground; the pseudonym tells nothing any more.

    Written with the change itself, so that a key that outlived it by an accident is still destroyed
    (:mod:`kmt.vault.destroying`).
    """

    subject = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    ground = models.CharField(max_length=24)

    def __str__(self) -> str:
        return self.subject


class DataKey(models.Model):
    """The wrapped key of one subject, a person or a report; lives in the database ``keys``.

    ``subject`` is text (``person:<id>``), not a key: this table must be able to lose rows alone.
    """

    subject = models.CharField(max_length=64, primary_key=True)
    wrapped = models.BinaryField()
    master_version = models.PositiveSmallIntegerField(db_index=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class MasterKeyCheck(models.Model):
    """A word sealed under one version of the master key, to tell the right key from a wrong one."""

    version = models.PositiveSmallIntegerField(primary_key=True)
    sealed = models.BinaryField()
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"version {self.version}"


class Tombstone(models.Model):
    """The key of this subject was destroyed, and none is ever made again; lives in ``keys``.

    Played back over a data backup that was put back, so that what was erased stays erased.
    """

    subject = models.CharField(max_length=64, primary_key=True)
    destroyed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject
