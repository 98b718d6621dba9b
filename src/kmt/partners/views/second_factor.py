"""Setting up the second factor: the one page of the log-in that we change more than its words."""

import json
from typing import Any, ClassVar

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from kmt.kernel.door import LOG_IN, SECOND_FACTOR, SIGNED_IN, open_to
from kmt.partners.actions.mine import STRONG, note_new_factor
from kmt.partners.login import use_up


class SetUpSecondFactor(ActivateTOTPView):  # type: ignore[misc]
    """Shows the secret as a drawing and as text, and asks for the first code."""

    stands_in_the_way: ClassVar[list[str]] = [*STRONG]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has a second factor goes to work: another one is added from one's own account."""
        if is_mfa_enabled(request.user, self.stands_in_the_way):
            return redirect(settings.LOGIN_REDIRECT_URL)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The drawing is markup made from digits only, and the secret reads in groups of four."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        context["drawing"] = SafeString(context["totp_svg"])  # nosec B703 - drawn by us
        context["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """The code was right: this session has its second factor."""
        response: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        use_up(made)
        post_authentication(self.request, made)
        return response

    def get_success_url(self) -> str:
        """On to the codes for when the phone is lost; they are shown once."""
        return reverse("mfa_view_recovery_codes")


class Authenticate(AuthenticateView):  # type: ignore[misc]
    """The second step of the log-in: a code, or a security key for who has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the key is asked, as text: the strict policy allows no script in the page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["key_options"] = json.dumps(
            context["js_data"]["request_options"], cls=DjangoJSONEncoder
        )
        return context


class AddApp(SetUpSecondFactor):
    """An app beside the security keys, for who has those only."""

    stands_in_the_way: ClassVar[list[str]] = [Authenticator.Type.TOTP]

    def form_valid(self, form: Any) -> HttpResponse:
        """As at the first log-in, and recorded."""
        response = super().form_valid(form)
        note_new_factor(by=self.request.actor)
        return response

    def get_success_url(self) -> str:
        """Back to one's own account."""
        return reverse("partners:mine")


authenticate = open_to(LOG_IN)(Authenticate.as_view())
set_up_second_factor = open_to(SECOND_FACTOR)(SetUpSecondFactor.as_view())
add_app = open_to(SIGNED_IN, proven=True)(AddApp.as_view())
recovery_codes = open_to(SIGNED_IN)(ViewRecoveryCodesView.as_view())
