"""Gate 2, row by row: what a gated model gives to a question without an actor.

The table and its remedies were observed with Django 5.2 on SQLite; each leak that the manager
alone cannot stop is held by the remedy named in its test.
"""

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import models
from django.db.models import ProtectedError, Q

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.access.rows import GatedModel, gate_open, municipality_rule
from kmt.kernel.refusals import ActorRequired
from tests.access.models import gated_world

HENGELO, ENSCHEDE = "GM0164", "GM0153"


@pytest.fixture
def world(db, desk):
    with gated_world() as made:
        made.club = made.Club.objects.create(name="De Brug")
        with gate_open(desk, writing=True):
            made.first = made.Note.objects.create(
                club=made.club, municipality=ENSCHEDE, text="over Noor Demo"
            )
            made.second = made.Note.objects.create(
                club=made.club, municipality=HENGELO, text="over Bram", about=made.first
            )
        yield made


WAYS = {
    "objects.all": lambda w: w.Note.objects.all(),
    "objects.filter": lambda w: w.Note.objects.filter(text="x"),
    "objects.count": lambda w: w.Note.objects.count(),
    "objects.values": lambda w: w.Note.objects.values("text"),
    "objects.raw": lambda w: w.Note.objects.raw("select 1"),
    "default manager": lambda w: w.Note._default_manager.all(),
    "base manager": lambda w: w.Note._base_manager.all(),
    "reverse manager": lambda w: w.first.note_set.all(),
    "forward key": lambda w: w.second.__class__.about.__get__(_bare(w.second)),
    "refresh_from_db": lambda w: w.first.refresh_from_db(),
    "serialize": lambda w: serializers.serialize("json", w.Note._default_manager.iterator()),
}


def _bare(instance):
    """The same row with nothing of its relations in memory."""
    instance._state.fields_cache.clear()
    return instance


@pytest.mark.parametrize("way", WAYS)
def test_without_an_actor_this_way_to_the_rows_is_refused(world, way):
    with pytest.raises(ActorRequired):
        WAYS[way](world)


def test_prefetching_without_an_actor_is_refused(world, desk):
    rows = world.Note.objects.seen_by(desk, Q()).prefetch_related("note_set")
    with pytest.raises(ActorRequired):
        list(rows)


def test_an_actor_sees_the_rows_of_the_rule_and_no_others(world, focal_point_hengelo):
    rule = municipality_rule(focal_point_hengelo)
    seen = world.Note.objects.seen_by(focal_point_hengelo, rule)
    assert [note.municipality for note in seen] == [HENGELO]


def test_the_gate_is_closed_again_after_a_question(world, desk):
    list(world.Note.objects.seen_by(desk, Q()))
    with pytest.raises(ActorRequired):
        world.Note.objects.all()


@pytest.mark.parametrize(
    "write",
    [
        lambda w, rows: rows.update(text="anders"),
        lambda w, rows: rows.delete(),
        lambda w, rows: rows.bulk_create([w.Note(club=w.club, text="nieuw")]),
        lambda w, rows: rows.bulk_update([w.first], ["text"]),
        lambda w, rows: w.first.save(),
        lambda w, rows: w.first.delete(),
    ],
    ids=["update", "delete", "bulk_create", "bulk_update", "save", "instance delete"],
)
def test_nothing_is_written_outside_an_act_even_with_an_actor(world, desk, write):
    rows = world.Note.objects.seen_by(desk, Q())
    with pytest.raises(ActorRequired):
        write(world, rows)
    with gate_open(desk):
        assert sorted(world.Note.objects.values_list("text", flat=True)) == [
            "over Bram",
            "over Noor Demo",
        ]


def test_an_open_model_pointing_into_the_cluster_would_leak_and_so_none_exists(world):
    world.Stray.objects.create(note_id=world.first.pk)
    assert world.Stray.objects.select_related("note").get().note.text == "over Noor Demo"
    assert list(world.Stray.objects.values_list("note__text", flat=True)) == ["over Noor Demo"]
    assert _open_models_pointing_in() == []


def _open_models_pointing_in() -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not issubclass(model, GatedModel)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and issubclass(field.related_model, GatedModel)
    ]


def test_the_reverse_join_from_an_open_table_fails(world):
    with pytest.raises(FieldError):
        world.Club.objects.values("note__text")


def test_the_filter_oracle_from_an_open_table_fails(world):
    with pytest.raises(FieldError):
        world.Club.objects.filter(note__text__startswith="over N")


def test_every_key_from_personal_data_to_an_open_table_hides_its_reverse_side():
    shown = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, GatedModel)
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and not issubclass(field.related_model, GatedModel)
        and not field.remote_field.hidden
    ]
    assert shown == []


def test_every_gated_model_keeps_the_gate_as_its_only_manager():
    loose = [
        model._meta.label
        for model in apps.get_models()
        if issubclass(model, GatedModel)
        and (model._meta.base_manager.name, [m.name for m in model._meta.managers])
        != ("objects", ["objects"])
    ]
    assert loose == []


def test_protect_works_for_a_user_who_cannot_see_the_rows(world, privacy_officer):
    assert not world.Note.objects.seen_by(privacy_officer, municipality_rule(privacy_officer))
    with gate_open(privacy_officer, writing=True), pytest.raises(ProtectedError):
        world.club.delete()


def test_an_open_row_that_personal_data_points_to_is_not_deleted_without_an_actor(world):
    with pytest.raises(ActorRequired):
        world.club.delete()


def test_inside_an_act_a_row_can_be_changed(world, desk):
    with act(
        desk,
        Permission.INTAKE_REPORT_TRIAGE,
        action="update",
        object_type="report",
        object_id="1",
    ):
        world.first.text = "anders"
        world.first.save()
    with gate_open(desk):
        assert world.Note.objects.get(pk=world.first.pk).text == "anders"
