"""Gated rows: a model of the personal-data cluster gives nothing to a question without an actor.

``Model.objects.all()`` refuses; ``Model.objects.seen_by(actor, rule)`` answers with the rows that
the room's own rule of visibility allows. Writing is refused outside :mod:`kmt.access.acts`. The
base manager refuses too but never filters: a filtering base manager would hide rows from
``on_delete=PROTECT``.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ActorRequired, NotFound

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class _Gate:
    actor: Actor
    writing: bool


_gate: ContextVar[_Gate | None] = ContextVar("gate", default=None)


@contextmanager
def gate_open(actor: Actor, *, writing: bool = False) -> Iterator[None]:
    """Open the gate for the length of a block; only queries (reading) and acts (writing) do."""
    token = _gate.set(_Gate(actor, writing))
    try:
        yield
    finally:
        _gate.reset(token)


def _require_gate() -> None:
    if _gate.get() is None:
        raise ActorRequired("Rows of people were asked for without saying who asks.")


def _require_writing() -> None:
    gate = _gate.get()
    if gate is None or not gate.writing:
        raise ActorRequired("Rows of people are written through an action only.")


class GatedQuerySet(models.QuerySet[M]):
    """A queryset that cannot change rows outside an act."""

    def one(self, **which: object) -> M:
        """The row that is meant; ``NotFound`` alike for one of another world and one nowhere."""
        found = self.filter(**which).first()
        if found is None:
            raise NotFound
        return found

    def update(self, **values: Any) -> int:
        """Change rows inside an act only."""
        _require_writing()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows inside an act only."""
        _require_writing()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        """Add rows inside an act only."""
        _require_writing()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Change rows inside an act only."""
        _require_writing()
        return super().bulk_update(*args, **kwargs)


class GatedManager(models.Manager[M]):
    """The only manager of a gated model, as default and as base."""

    def get_queryset(self) -> GatedQuerySet[M]:
        """Refuse without an open gate: reverse managers and prefetches come through here."""
        _require_gate()
        return GatedQuerySet(self.model, using=self._db)

    def seen_by(self, actor: Actor, rule: models.Q) -> GatedQuerySet[M]:
        """The rows this actor may see by the room's rule of visibility."""
        with gate_open(actor):
            return self.get_queryset().filter(rule)


class GatedModel(models.Model):
    """Base of every model about a person. Inherit its Meta: ``class Meta(GatedModel.Meta)``."""

    objects = GatedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save inside an act only."""
        _require_writing()
        super().save(*args, **kwargs)

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        """Delete inside an act only."""
        _require_writing()
        return super().delete(using=using, keep_parents=keep_parents)


class WrittenOnce(GatedModel):
    """A row that is written once: it tells what was, and what was does not change."""

    class Meta(GatedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert: saving a second time fails on the primary key."""
        super().save(*args, **{**kwargs, "force_insert": True})


def municipality_rule(actor: Actor, field: str = "municipality") -> models.Q:
    """Rows of the actor's own world; rows without a known place only for the whole region."""
    known: Collection[str] = [*sorted(actor.world), *([""] if actor.whole_region else [])]
    return models.Q(**{f"{field}__in": known})
