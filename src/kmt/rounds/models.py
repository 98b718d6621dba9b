"""Tables of the yearly round, of what it froze, and of who in a municipality answers for what.

No victim or offender is in any of them. Colleagues are known by the id of their account, or by
the name of their office; a frozen line is written once and never changes.
"""

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id
from kmt.rounds.rules import FUNCTION_LIMIT
from kmt.rounds.states import BEGIN, RoundState


class Round(models.Model):
    """One yearly round: from when until when, what is asked besides, and how far it is.

    ``totals``: per obligation how many municipalities stood where, kept when it was frozen, so
    that a municipality sees the total of the region without the rows of another.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    opens = models.DateField()
    closes = models.DateField()
    questions = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, default=BEGIN, choices=[(one, one) for one in RoundState]
    )
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=64)
    reminded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.TextField(blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    totals = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    token = models.UUIDField(unique=True)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                name="round_closes_after_it_opens", condition=Q(closes__gt=F("opens"))
            ),
            models.CheckConstraint(
                name="frozen_round_has_its_hash",
                condition=~Q(state=RoundState.FROZEN)
                | (Q(frozen_at__isnull=False) & ~Q(sha256="")),
            ),
        )

    def __str__(self) -> str:
        return str(self.year)


class Invitation(GatedModel):
    """One municipality in one round: whether it answered, and what to the questions of the round.

    ``version`` counts the answers, so that two people who fill in at once do not lose a text.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    municipality = models.CharField(max_length=12, db_index=True)
    answers = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=64, blank=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["round", "municipality"], name="invited_once_per_round"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class FrozenStanding(WrittenOnce):
    """One obligation of one municipality as it stood when the round closed, with its hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    municipality = models.CharField(max_length=12, db_index=True)
    code = models.CharField(max_length=20)
    obligation_version = models.PositiveIntegerField()
    theme = models.CharField(max_length=40)
    words = models.TextField()
    standing = models.CharField(max_length=20)
    met = models.BooleanField()
    sha256 = models.CharField(max_length=64)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["round", "municipality", "code"], name="frozen_once_per_obligation"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.standing}"


class RoleOwner(GatedModel):
    """Who answers in a municipality for one of its four roles: an office, perhaps an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12)
    role = models.CharField(max_length=12)
    office = models.CharField(max_length=FUNCTION_LIMIT, blank=True)
    account = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["municipality", "role"], name="one_owner_per_role"),
        )

    def __str__(self) -> str:
        return self.role


class Deputy(GatedModel):
    """Who stands in for the focal point of a municipality: an office, or an account."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12, unique=True)
    office = models.CharField(max_length=FUNCTION_LIMIT, blank=True)
    account = models.CharField(max_length=64, blank=True)
    trained_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)


class RoundMail(models.Model):
    """That a municipality was mailed on a day, of what kind and how often; nothing of content."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12)
    kind = models.CharField(max_length=8)
    day = models.DateField()
    addresses = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "kind", "day"], name="mailed_once_a_day_per_kind"
            ),
        )

    def __str__(self) -> str:
        return self.kind
