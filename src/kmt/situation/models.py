"""People in a case, what happened to them, how far that is established, and what minors need.

A case and a person of the vault are known by id only; every text is sealed under the key of the
case. ``member_id`` empty means the person the case is about. All but the people is written once.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id


class CaseMember(GatedModel):
    """Somebody else in a case, by pseudonym or by an indication such as "kind 1".

    Somebody who exploits has an indication and a relation and nothing else: no file is kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField(null=True, blank=True)
    label = models.CharField(max_length=32)
    role = models.CharField(max_length=16)
    relation = models.CharField(max_length=24, blank=True)
    kin = models.BinaryField(default=b"")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.CheckConstraint(
                name="situation_no_file_on_an_offender",
                condition=~Q(role="offender")
                | Q(person_id__isnull=True, birth_year__isnull=True, note=b""),
            ),
            models.UniqueConstraint(fields=("case_id", "label"), name="situation_label_once"),
        )

    def __str__(self) -> str:
        return self.label


class ExploitationSituation(WrittenOnce):
    """One version of one exploitation; the highest number of a ``situation_id`` is what holds.

    Days are as far as known: "2024", "2024-03" or "2024-03-14". Lists hold codes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    situation_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    case_id = models.UUIDField(db_index=True)
    member_id = models.UUIDField(null=True, blank=True)
    forms = models.JSONField()
    sectors = models.JSONField(default=list)
    started = models.CharField(max_length=10, blank=True)
    ended = models.CharField(max_length=10, blank=True)
    ongoing = models.CharField(max_length=8)
    recruited_in = models.CharField(max_length=2, blank=True)
    places = models.JSONField(default=list)
    abroad = models.CharField(max_length=2, blank=True)
    recruitment = models.JSONField(default=list)
    means = models.JSONField(default=list)
    vulnerabilities = models.JSONField(default=list)
    acts = models.JSONField(default=list)
    law_means = models.JSONField(default=list)
    law_groups = models.JSONField(default=list)
    words = models.BinaryField(default=b"")
    geography = models.CharField(max_length=16)
    override = models.CharField(max_length=16, blank=True)
    override_reason = models.BinaryField(default=b"")
    reclassified = models.BooleanField(default=False)
    why = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("situation_id", "number"), name="situation_version_once"
            ),
            models.CheckConstraint(
                name="situation_reclassified_has_a_reason",
                condition=Q(reclassified=False) | ~Q(why=b""),
            ),
            models.CheckConstraint(
                name="situation_override_has_a_reason",
                condition=Q(override="") | ~Q(override_reason=b""),
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number}"


class VictimStatus(WrittenOnce):
    """How far somebody is known to be a victim, by whose decision, when and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    member_id = models.UUIDField(null=True, blank=True)
    status = models.CharField(max_length=16)
    decider = models.CharField(max_length=24)
    decided_on = models.DateField()
    down = models.BooleanField(default=False)
    reason = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.CheckConstraint(
                name="situation_step_down_has_a_reason",
                condition=Q(down=False) | ~Q(reason=b""),
            ),
        )

    def __str__(self) -> str:
        return self.status


class NonPunishmentNote(WrittenOnce):
    """Why somebody who is a victim and a suspect should not be punished; a version of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    facts = models.BinaryField()
    link = models.BinaryField()
    means = models.BinaryField(default=b"")
    source = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.UniqueConstraint(fields=("case_id", "number"), name="situation_note_once"),
        )

    def __str__(self) -> str:
        return f"version {self.number}"


class MinorArrangement(WrittenOnce):
    """What was arranged for a minor, asked for, or not needed; the newest per duty holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    member_id = models.UUIDField(null=True, blank=True)
    duty = models.CharField(max_length=24)
    state = models.CharField(max_length=12)
    happened_on = models.DateField()
    words = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.duty}: {self.state}"
