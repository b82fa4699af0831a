"""Accounts: a name and a password, and nothing else is asked."""

from typing import Any

from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm, UserCreationForm
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from quiz import people, play


class NewAccountForm(UserCreationForm):
    """Says in a line what Django says in a list, which in Spanish calls a pupil by usted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = _("Letters, digits and @ . + - _, without spaces.")
        self.fields["password1"].help_text = _(
            "At least 8 characters, not digits alone; nothing common, and nothing like your name."
        )
        self.fields["password2"].help_text = _("The same once more.")


class SignInForm(AuthenticationForm):
    """Likewise where a name and a password do not belong together."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("Give the correct username and password. Capitals count in both.")
    }


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """A guest who signs up keeps what they did."""
    form = NewAccountForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/signup.html", {"form": form}, status=_status(request))
    guest = people.current(request)
    try:
        with transaction.atomic():
            user = form.save()
            play.adopt(guest=guest, user=user)
    except IntegrityError:
        # Somebody, or the same button pressed twice, has taken the name since it was looked up.
        form.add_error("username", form.instance.unique_error_message(User, ["username"]))
        return render(request, "accounts/signup.html", {"form": form}, status=422)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(_where_to(request))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """What a guest did before signing in goes to their account."""
    form = SignInForm(request, request.POST or None)
    context = {"form": form, "next": request.GET.get("next", "")}
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/login.html", context, status=_status(request))
    guest = people.current(request)
    play.adopt(guest=guest, user=form.get_user())
    login(request, form.get_user())
    return redirect(_where_to(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("quiz:home")


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


def _where_to(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "quiz:home"
