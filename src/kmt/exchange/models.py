"""Keys of regions, registrations at CoMensha, and handovers that go out and come in.

Every text and value about a person is sealed under the key of the case. Who somebody is stands in
the vault alone: a registration opens it when its file is made and keeps nothing of it. A package
that comes in lies here as it came, sealed for this region, until somebody accepts or refuses it.
"""

from django.db import models

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.exchange.rules.registering import Mode
from kmt.exchange.states import Coming, Going, Status
from kmt.kernel.ids import new_id


def _choices(
    values: type[Status] | type[Mode] | type[Going] | type[Coming],
) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class RegionKey(models.Model):
    """A pair of key pairs of this region; ``private`` is sealed under the master key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=16, db_index=True)
    sealing = models.BinaryField()
    signing = models.BinaryField()
    private = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.region


class PartnerRegion(models.Model):
    """Another region and its public keys, whose fingerprint somebody checked by telephone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    home = models.CharField(max_length=16, db_index=True)
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    sealing = models.BinaryField()
    signing = models.BinaryField()
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "-checked_at")

    def __str__(self) -> str:
        return self.code


class VictimRegistration(GatedModel):
    """What is registered at CoMensha about the victim of a case, with a name or as a count.

    ``values`` is the sealed text of what was filled in and where each field comes from;
    ``reference`` is a number drawn by lot. ``file_version``: of which version the file was made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    reference = models.CharField(max_length=16, unique=True)
    mode = models.CharField(max_length=12, choices=_choices(Mode))
    state = models.CharField(max_length=16, choices=_choices(Status))
    dossier_type = models.CharField(max_length=24)
    values = models.BinaryField()
    comensha_number = models.BinaryField(default=b"")
    version = models.PositiveIntegerField(default=1)
    file_version = models.PositiveIntegerField(default=0)
    disclosure_id = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("case_id",),
                name="exchange_one_living_registration",
                condition=~models.Q(state=Status.WITHDRAWN.value),
            ),
        )

    def __str__(self) -> str:
        return self.reference


class RegistrationStep(WrittenOnce):
    """One step of a registration: where to, of which type, on which day; its words are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    registration = models.ForeignKey(
        VictimRegistration, on_delete=models.CASCADE, related_name="steps"
    )
    event = models.CharField(max_length=24)
    state = models.CharField(max_length=16)
    mode = models.CharField(max_length=12)
    dossier_type = models.CharField(max_length=24)
    channel = models.CharField(max_length=16, blank=True)
    happened_on = models.DateField()
    words = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(WrittenOnce.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.event}: {self.state}"


class OtherBasis(GatedModel):
    """Another basis than consent, that one person proposes and a second one decides on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    registration = models.ForeignKey(
        VictimRegistration, on_delete=models.CASCADE, related_name="bases"
    )
    municipality = models.CharField(max_length=6, blank=True)
    ground = models.CharField(max_length=24)
    reasons = models.BinaryField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=64)
    agrees = models.BooleanField(null=True)
    answer = models.BinaryField(default=b"")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("-proposed_at",)

    def __str__(self) -> str:
        return self.ground


class Handover(GatedModel):
    """A package for another region: its id is in the file, ``file`` opens with their key only.

    ``file`` is empty once it was answered; ``digest`` says which file it was.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    to_region = models.CharField(max_length=16)
    to_name = models.CharField(max_length=120)
    signing = models.BinaryField()
    state = models.CharField(max_length=12, choices=_choices(Going))
    parts = models.CharField(max_length=200)
    disclosure_id = models.UUIDField()
    reason = models.BinaryField()
    digest = models.CharField(max_length=64)
    file = models.BinaryField(default=b"")
    due = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_code = models.CharField(max_length=24, blank=True)
    answer = models.BinaryField(default=b"")
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("case_id",),
                name="exchange_one_package_waits",
                condition=models.Q(state=Going.WAITING.value),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class ReceivedHandover(GatedModel):
    """A package of another region: as it came until it is answered, then under the key of the case.

    The row stays, without content, when it is refused: the same package does not come in twice.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    from_region = models.CharField(max_length=16)
    from_name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=_choices(Coming))
    digest = models.CharField(max_length=64)
    file = models.BinaryField(default=b"")
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    answer_code = models.CharField(max_length=24, blank=True)
    case_id = models.UUIDField(null=True, blank=True, db_index=True)
    content = models.BinaryField(default=b"")
    receipt = models.BinaryField(default=b"")

    class Meta(GatedModel.Meta):
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return str(self.id)
