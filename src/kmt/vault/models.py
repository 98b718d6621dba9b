"""Persons by pseudonym with their sealed identity, and the data keys in a database of their own."""

from django.db import models

from kmt.access.rows import GatedModel, WrittenOnce
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


class PersonRole(GatedModel):
    """In which part somebody is in view, where, and since when; who sees that part is in the rules.

    A row is only ever ended, by setting ``until``; a part that comes back is a new row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=16)
    compartment = models.CharField(max_length=2)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "compartment"],
                condition=models.Q(until=None),
                name="one_part_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.compartment} {self.role}"


class IdentityChange(WrittenOnce):
    """What an identity said before it was changed: the fields that changed, sealed, and the source.

    ``version`` is the one that was replaced. The old values lie in a place of their own, so that
    nobody puts one back as if it still held.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    before = models.JSONField()
    source = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="one_change_per_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class TextToken(GatedModel):
    """A keyed hash of a word in a text of a record; lives and goes with the record.

    ``subject`` is the record (``report:<id>``), ``part`` which of its texts, so that a text that
    is written anew takes the place of the one before.
    """

    subject = models.CharField(max_length=64)
    part = models.CharField(max_length=64)
    token = models.BigIntegerField()

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["token", "subject"], name="record_by_word"),
            models.Index(fields=["subject", "part"], name="words_of_record"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BlindToken(GatedModel):
    """A keyed hash of something a person is found by; lives and goes with the person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    kind = models.PositiveSmallIntegerField()
    token = models.BigIntegerField()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["token", "kind", "person"], name="person_by_token")]

    def __str__(self) -> str:
        return str(self.pk)


class PersonLink(WrittenOnce):
    """Somebody said that two persons are one (``merge``), or took that back (``split``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    into = models.UUIDField()
    act = models.CharField(max_length=8)
    reason = models.BinaryField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
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


class ConsentStep(WrittenOnce):
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

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(fields=["consent", "number"], name="consent_steps_in_order")
        ]

    def __str__(self) -> str:
        return self.state


class ConsentDocument(WrittenOnce):
    """The form that a step of a consent stands on: cleaned, sealed under the person's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.OneToOneField(ConsentStep, on_delete=models.CASCADE, related_name="document")
    kind = models.CharField(max_length=4)
    content = models.BinaryField()

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return self.kind


class SearchCount(models.Model):
    """How often a colleague searched in one hour, for persons or for words; never for whom."""

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
