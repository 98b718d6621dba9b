"""Articles, their texts per language, every version that was, and the stems they are found by.

Nothing here is about a person in view: writers are known by the id of their account. A version is
written once; what was published stays readable for who writes, also after it was withdrawn.
"""

from typing import Any

from django.db import models

from kmt.kernel.ids import new_id
from kmt.knowledge.rules import Audience
from kmt.knowledge.states import State


class WrittenOnly(RuntimeError):
    """A version was changed or removed: a mistake in the program."""


class Article(models.Model):
    """What holds in every language: for whom, about what, who answers for it, until when.

    ``forms`` holds codes between bars (``|SEX|LAB|``), empty for all forms. ``version`` counts the
    changes of these facts; 0: as it was shipped, touched by nobody.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    audience = models.CharField(max_length=16, db_index=True)
    kind = models.CharField(max_length=16)
    forms = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=16, blank=True)
    sources = models.JSONField(default=list)
    owner = models.CharField(max_length=64, blank=True)
    review_after = models.CharField(max_length=12)
    review_due = models.DateField(db_index=True)
    reviewed_on = models.DateField()
    reviewed_by = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                name="knowledge_audience_is_known",
                condition=models.Q(audience__in=[one.value for one in Audience]),
            ),
        )

    def __str__(self) -> str:
        return self.slug


class ArticleVersion(models.Model):
    """What a text said from one moment on: never changed, never removed.

    ``shipped``: it came with the product and nobody here wrote it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    text = models.ForeignKey("ArticleText", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=160)
    body = models.TextField()
    why = models.CharField(max_length=300)
    shipped = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                name="knowledge_one_version_per_number", fields=("text", "number")
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert."""
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise WrittenOnly("A version of an article is kept.")


class ArticleText(models.Model):
    """An article in one language: how far it is, and which version is to be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=10, default=State.DRAFT)
    published = models.ForeignKey(
        ArticleVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="knowledge_one_text_per_language", fields=("article", "language")
            ),
            models.CheckConstraint(
                name="knowledge_published_has_a_version",
                condition=~models.Q(state=State.PUBLISHED)
                | models.Q(published__isnull=False, published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.state}"


class ArticleStem(models.Model):
    """A stem of the version that is published, and how much it weighs there."""

    text = models.ForeignKey(ArticleText, on_delete=models.CASCADE, related_name="stems")
    stem = models.CharField(max_length=40, db_index=True)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="knowledge_one_row_per_stem", fields=("text", "stem")),
        )

    def __str__(self) -> str:
        return self.stem


class ArticleStep(models.Model):
    """Something that was done with an article beside writing: who, when, why. Written once.

    ``language`` is empty for what holds in all languages (looked at again, another owner).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="steps")
    language = models.CharField(max_length=5, blank=True)
    what = models.CharField(max_length=16)
    number = models.PositiveIntegerField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.what

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert."""
        super().save(*args, **{**kwargs, "force_insert": True})
