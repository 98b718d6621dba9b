"""Step-up: who is about to do something grave shows once more that it is really them.

Looking (GET) goes to ``/bevestigen/`` and back. A form that comes too late gets the question on
the spot, with all that was typed in it as hidden fields: the code is sent together with the form,
to the same address, and the door checks it before the view sees anything. So nothing is lost,
nothing waits on the server half done, and no form is let in on a proof that is too old; a grace
period would have made an unattended screen worth an hour instead of ten minutes.
"""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from kmt.access.sessions import keep_proof
from kmt.partners.forms import ProofForm, ProofKeyForm
from kmt.partners.login import key_options
from kmt.partners.queries import Account, has_security_key

NOT_AGAIN = frozenset({"csrfmiddlewaretoken", "proof-code", "proof-credential"})


def gives_proof(request: HttpRequest) -> bool:
    """Whether a code or a key comes along with a form that was asked for it."""
    return request.method == "POST" and not NOT_AGAIN.isdisjoint(
        set(request.POST) - {"csrfmiddlewaretoken"}
    )


def take_proof(request: HttpRequest) -> HttpResponse | None:
    """Check what came along: None when it is right, otherwise the question once more."""
    form = _form(request)
    if form.is_valid():
        form.save()
        keep_proof(request)
        return None
    return proof_page(request, form=form, status=403)


def ask_proof(request: HttpRequest) -> HttpResponse:
    """To the page that asks, and back; a form gets the question with its text kept."""
    if request.method == "POST":
        return proof_page(request, status=403)
    return redirect(f"{reverse('confirm')}?{urlencode({'next': request.path})}")


def proof_page(
    request: HttpRequest, *, form: ProofForm | ProofKeyForm | None = None, status: int = 200
) -> HttpResponse:
    """The question: a code of the app, or a security key where there is one."""
    code = form if isinstance(form, ProofForm) else ProofForm(user=request.user)
    key = form if isinstance(form, ProofKeyForm) else ProofKeyForm(user=request.user)
    context: dict[str, Any] = {
        "form": code,
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_AGAIN
            for value in values
        ],
        "files": bool(request.FILES),
    }
    account = cast(Account, request.user)
    if has_security_key(account):
        context |= {"key_form": key, "key_options": key_options(account)}
    return render(request, "access/confirm.html", context, status=status)


def _form(request: HttpRequest) -> ProofForm | ProofKeyForm:
    kind = ProofForm if "proof-code" in request.POST else ProofKeyForm
    return kind(user=request.user, data=request.POST)
