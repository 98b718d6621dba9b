"""Persons by pseudonym with their sealed identity, and the data keys in a database of their own."""

from django.db import models

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Person(GatedModel):
    """Someone in view, known to the other rooms by ``id`` and on screen by ``label`` only.

    ``identity`` holds one sealed value per field (base64), each bound to its field and its person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=8, unique=True)
    municipality = models.CharField(max_length=6, blank=True)
    identity = models.JSONField()
    registered_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.label


class DataKey(models.Model):
    """The wrapped key of one subject, a person or a report; lives in the database ``keys``.

    ``subject`` is text (``person:<id>``), not a key: this table must be able to lose rows alone.
    """

    subject = models.CharField(max_length=64, primary_key=True)
    wrapped = models.BinaryField()
    master_version = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject
