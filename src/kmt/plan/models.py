"""Tables of the care plan: texts per domain, scores, actions, evaluations, copies; words sealed.

A case is known by its id only. What was written stays: a text that is changed is a next revision, a
score or tick that is taken back says so in a row of its own. Only the actions of the plan and the
drafts change in place.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id
from kmt.plan.rules import AgreedHow, JudgedBy, RevisionKind, Standing


def _choices(
    values: type[RevisionKind] | type[JudgedBy] | type[Standing] | type[AgreedHow],
) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class DomainGoal(WrittenOnce):
    """One revision of what the plan says of a domain; the highest number of a domain holds.

    ``situation`` are the coordinator's words, ``goal`` those of the victim; ``consent_scope`` the
    codes of with whom the victim agrees to share this domain.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField()
    domain = models.CharField(max_length=32)
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=_choices(RevisionKind))
    situation = models.BinaryField(default=b"")
    goal = models.BinaryField(default=b"")
    consent_scope = models.JSONField(default=list)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=new_id)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("case_id", "domain", "revision"), name="plan_revisions_follow_each_other"
            ),
        )

    def __str__(self) -> str:
        return f"{self.domain} {self.revision}"


class GoalDraft(GatedModel):
    """What somebody is typing of a domain and did not save yet; one per account and domain."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField()
    domain = models.CharField(max_length=32)
    owner = models.CharField(max_length=64)
    base = models.PositiveIntegerField()
    situation = models.BinaryField(default=b"")
    goal = models.BinaryField(default=b"")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("case_id", "domain", "owner"), name="plan_one_draft_per_domain_and_account"
            ),
        )

    def __str__(self) -> str:
        return self.domain


class Score(WrittenOnce):
    """How a domain of life was on a day, 0 to 4, and whose judgement that is; never a risk.

    ``takes_back`` names the score that this row withdraws.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    domain = models.CharField(max_length=32)
    value = models.PositiveSmallIntegerField()
    judged_by = models.CharField(max_length=12, choices=_choices(JudgedBy))
    on = models.DateField()
    words = models.BinaryField(default=b"")
    takes_back = models.UUIDField(null=True, unique=True)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=new_id)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.CheckConstraint(name="plan_score_is_0_to_4", condition=Q(value__lte=4)),
        )

    def __str__(self) -> str:
        return f"{self.domain}: {self.value}"


class PlanAction(GatedModel):
    """What is done for a goal, by which organisation and person, before when, and what came of it.

    As long as it is open it stands among what must happen in the case, under its id. Without an
    organisation or person it is for the coordinator. ``item`` is the point of the checklist it
    came from.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    domain = models.CharField(max_length=32)
    what = models.BinaryField()
    organisation = models.BinaryField(default=b"")
    person = models.BinaryField(default=b"")
    due = models.DateField()
    standing = models.CharField(max_length=12, choices=_choices(Standing), default=Standing.OPEN)
    result = models.BinaryField(default=b"")
    in_copy = models.BooleanField(default=True)
    item = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(unique=True, default=new_id)

    class Meta(GatedModel.Meta):
        constraints = (
            models.CheckConstraint(
                name="plan_action_is_open_or_ended",
                condition=Q(standing=Standing.OPEN, ended_at=None)
                | (~Q(standing=Standing.OPEN) & ~Q(ended_at=None)),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class PlanVersion(WrittenOnce):
    """The plan as it was agreed with the victim: on which day, how, and which text of each domain.

    ``who`` holds who agreed: the victim, and who else had to for somebody who is a minor.
    ``revisions`` holds per domain the number of the revision that was agreed; ``next_on`` is the
    day of the next evaluation as it stood then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    on = models.DateField()
    how = models.CharField(max_length=12, choices=_choices(AgreedHow))
    who = models.JSONField()
    revisions = models.JSONField()
    words = models.BinaryField(default=b"")
    next_on = models.DateField(null=True)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=new_id)

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return str(self.on)


class Evaluation(WrittenOnce):
    """The plan looked at anew with the victim (REV-01), and on which day that happens again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    on = models.DateField()
    went_well = models.BinaryField()
    must_change = models.BinaryField(default=b"")
    agreed_next = models.BinaryField(default=b"")
    changed = models.JSONField(default=list)
    next_on = models.DateField(null=True)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=new_id)

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return str(self.on)


class ItemTick(WrittenOnce):
    """Somebody ticked a point of a checklist, or took the tick away; the last row holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    item = models.CharField(max_length=40)
    ticked = models.BooleanField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return self.item


class CopyGiven(WrittenOnce):
    """The victim got a copy of the plan: in which language, by which way, with which hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    language = models.CharField(max_length=5)
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=new_id)

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return self.language
