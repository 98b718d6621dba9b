"""The library of texts that the desk may say to somebody it cannot see.

Each asks or tells one thing (its name for the desk is in ``wording``), promises nothing that we
cannot keep, and names nobody. They stand in the ten languages of the public side, so that the desk
answers in the language of the reporter. What must not be said is not here: whether a case was
opened on somebody, what others said, or that it stays secret.
Source: the field's practice (feedback only as far as the law lets us).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

STANDARD_TEXTS: dict[str, Promise] = {
    "thanks": _("Thank you. We have read what you wrote. We now look at what is needed."),
    "where": _("Can you tell us where this happens? For example a town, a street or a company."),
    "when": _("Can you tell us when you saw this? And is it still going on?"),
    "child": _("Do you know if someone younger than 18 is involved?"),
    "reach": _(
        "May we speak to you? Then write here how and when that is safe. "
        "You do not have to do this."
    ),
    "danger": _("Is there danger now? Do not wait for us. Call 112."),
    "help": _("Do you want help, or to talk to someone? Look at “Where can you get help?”."),
    "forwarded": _(
        "We have passed on what you told to an organisation that may act on it. "
        "We cannot tell you what they do with it."
    ),
    "elsewhere": _(
        "We think that another organisation can help you better. Look at “Where can you get help?”."
    ),
    "working": _("We are still looking at what is needed. You will hear from us again."),
    "acted": _(
        "We did what we may do with what you told us. We may not tell you more. "
        "That is to protect people."
    ),
    "nothing_now": _(
        "We can do nothing with it for now. Do you see something again? Then tell us. That helps."
    ),
    "kept": _("We keep what you told us. It may help us later, together with other signs."),
    "closed": _("We have done what we can with what you told us. Thank you for telling us."),
}


def standard_text(code: str, language: str) -> str:
    """A text in the language of the conversation; empty for a code that is not there."""
    found = STANDARD_TEXTS.get(code)
    with override(language):
        return str(found) if found else ""
