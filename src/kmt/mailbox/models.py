"""Two tables of keyed hashes: which mails were read, and who got an answer today. No word of any.

Neither leads back to a mail or a person without the key of the vault; both are forgotten by the
same command that fills them.
"""

from django.db import models

from kmt.access.rows import GatedModel


class ReadMail(GatedModel):
    """A mail that is a draft: read again, it becomes no second one.

    ``whole`` says whether all of it was kept; ``seen_on`` the last day on which it was met.
    """

    mark = models.BigIntegerField(primary_key=True)
    whole = models.BooleanField()
    seen_on = models.DateField(db_index=True)

    class Meta(GatedModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.seen_on)


class AnsweredSender(GatedModel):
    """Somebody who got an answer on a day; of every day the hash is another one."""

    mark = models.BigIntegerField(primary_key=True)
    on = models.DateField(db_index=True)

    class Meta(GatedModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.on)
