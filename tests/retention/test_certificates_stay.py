"""A certificate of destruction is added and then stays as it is, on either database."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kmt.kernel.ids import new_id
from kmt.retention.models import DestructionCertificate

TABLE = "retention_destructioncertificate"
AGAIN = f"insert or replace into {TABLE}"
COLUMNS = ", ".join(field.column for field in DestructionCertificate._meta.fields)
OTHER_ID = COLUMNS.replace("id, ", "lower(hex(randomblob(16))), ", 1)
CHANGES = {
    "update": f"update {TABLE} set items = 7",
    "delete": f"delete from {TABLE}",
    "truncate": f"truncate {TABLE}",
    "insert or replace, same id": f"{AGAIN} ({COLUMNS}) select {COLUMNS} from {TABLE}",
    "insert or replace, same rowid": f"{AGAIN} (rowid, {COLUMNS}) "
    f"select rowid, {OTHER_ID} from {TABLE}",
}
ONLY_SQLITE = {way for way in CHANGES if "replace" in way}
ONLY_POSTGRES = {"truncate"}


@pytest.fixture
def certificate(db) -> DestructionCertificate:
    return DestructionCertificate.objects.create(
        object_type="report",
        compartment="R1",
        rows="T14",
        destroyed_at=datetime(2027, 11, 27, tzinfo=UTC),
        decided_by="law",
        done_by="system:retention",
        items=6,
        keys=2,
        mark="m" * 64,
        digest="d" * 64,
    )


@pytest.mark.parametrize("way", CHANGES)
def test_a_certificate_is_neither_changed_nor_removed_by(certificate, way):
    other = ONLY_POSTGRES if connection.vendor == "sqlite" else ONLY_SQLITE
    before = DestructionCertificate.objects.values().get()
    if way not in other:
        with pytest.raises(DatabaseError, match="stay"), transaction.atomic():
            connection.cursor().execute(CHANGES[way])
    assert DestructionCertificate.objects.values().get() == before


def test_django_cannot_change_or_remove_one_either(certificate):
    for write in (certificate.save, certificate.delete):
        with pytest.raises(DatabaseError, match="stay"), transaction.atomic():
            write()


def test_a_new_one_is_taken(certificate):
    certificate.id = new_id()
    certificate.save(force_insert=True)
    assert DestructionCertificate.objects.count() == 2
