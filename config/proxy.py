"""Whose request it is, where a proxy asks on behalf of everybody."""

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def address_of_the_visitor(get_response: Handler) -> Handler:
    """Middleware: who guesses codes or passwords is told apart by it.

    The proxy writes whom it serves at the end of X-Forwarded-For; what stands before that,
    anybody can have made up. A request without it comes from this machine itself.
    """

    def told(request: HttpRequest) -> HttpResponse:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if is_address(last):
            request.META["REMOTE_ADDR"] = last
        return get_response(request)

    return told


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
