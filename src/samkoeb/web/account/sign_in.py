"""Sign in with e-mail and password; sign out."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from samkoeb.web.parts.elsewhere import missing, start_of
from samkoeb.web.screen import public


class SignIn(LoginView):
    template_name = "account/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the ways through the body's own accounts, where they are switched on and can work."""
        elsewhere = [(start_of(way), settings.SIGN_IN_NAMES[way]) for way in settings.SIGN_IN if not missing(way)]
        return super().get_context_data(**kwargs) | {"elsewhere": elsewhere}


@require_POST
@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forgets everything of the session but the ward that the computer stands in."""
    unit_id = request.session.get("unit_id")
    logout(request)
    if unit_id:
        request.session["unit_id"] = unit_id
    return redirect("/sign-in/")
