"""Setting up the second factor: the one page of the log-in that we change more than its words."""

from typing import Any

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from kmt.kernel.door import SECOND_FACTOR, SIGNED_IN, open_to
from kmt.partners.login import use_up


class SetUpSecondFactor(ActivateTOTPView):  # type: ignore[misc]
    """Shows the secret as a drawing and as text, and asks for the first code."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who has a second factor goes to work: replacing it is a matter for the administrator."""
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
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


set_up_second_factor = open_to(SECOND_FACTOR)(SetUpSecondFactor.as_view())
recovery_codes = open_to(SIGNED_IN)(ViewRecoveryCodesView.as_view())
