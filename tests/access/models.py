"""Models for the tests of the gates: a club that everybody may know, a note about a person.

They live in a registry of their own (``isolate_apps``), so that no other test meets them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection, models
from django.test.utils import isolate_apps

from kmt.access.rows import GatedModel


@contextmanager
def gated_world() -> Iterator[SimpleNamespace]:
    """Make the models and their tables for the length of a test."""
    with isolate_apps("kmt.access"):

        class Club(models.Model):
            name = models.CharField(max_length=20)

            class Meta:
                app_label = "access"

            def __str__(self) -> str:
                return self.name

        class Note(GatedModel):
            club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
            about = models.ForeignKey("self", null=True, on_delete=models.CASCADE)
            municipality = models.CharField(max_length=6)
            text = models.CharField(max_length=40)

            class Meta(GatedModel.Meta):
                app_label = "access"

        class Stray(models.Model):
            """What must not exist: an open model that points into the cluster."""

            note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="+")

            class Meta:
                app_label = "access"

            def __str__(self) -> str:
                return "stray"

        made = (Club, Note, Stray)
        _tables(made)
        yield SimpleNamespace(Club=Club, Note=Note, Stray=Stray)


def _tables(made: tuple[type[models.Model], ...]) -> None:
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    editor.deferred_sql = []
    for model in made:
        editor.create_model(model)
    with connection.cursor() as cursor:
        for statement in editor.collected_sql:
            cursor.execute(statement)
