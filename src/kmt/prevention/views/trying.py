"""What every form here does alike: try the deed, and say at the fields why it was refused."""

from collections.abc import Callable
from typing import cast

from django.forms import Form
from django.http import QueryDict
from django.views.decorators.http import require_http_methods

from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.prevention.writing import TwoTexts

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
GET = require_http_methods(["GET", "HEAD"])


def attempt(form: Form, deed: Callable[[], object], *, version: int | None = None) -> int:
    """The status: 302 when it is done, else the page comes back with everything that was typed.

    After a colleague's text came in between, the form carries on from ``version``, the one that the
    page now shows beside it: who read both may then save.
    """
    if not form.is_valid():
        return 422
    try:
        deed()
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        show_refusal(form, refused)
        if isinstance(refused, TwoTexts) and version is not None:
            carried = cast("QueryDict", form.data).copy()
            carried["version"] = str(version)
            form.data = carried
        return refused.status
    return 302
