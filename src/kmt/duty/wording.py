"""The words of duty: choices for the mail, and reasons for handing over."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.access.rules import TO_HAND_OVER
from kmt.access.wording import END_WORDS
from kmt.duty.rules import Choice

CHOICE_WORDS: dict[str, Promise] = {
    Choice.DAILY: _("once a day, when work waits"),
    Choice.ACUTE: _("once a day, and at once for what is acute"),
    Choice.OFF: _("never"),
}

REASON_WORDS: dict[str, Promise] = {code: END_WORDS[code] for code in TO_HAND_OVER}
