"""Who is playing: the account's player, or the one that this browser's session made."""

from django.contrib import auth
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from quiz import play
from quiz.merging import merge_players
from quiz.models import Player

SESSION_KEY = "player"


class HasAccount(Exception):
    """The player belongs to a name and a password."""


class SignedIn(Exception):
    """On this browser somebody plays under their account."""


def current(request: HttpRequest) -> Player | None:
    """The player, or None for somebody who has not begun to play: looking makes no rows."""
    if request.user.is_authenticated:
        return Player.objects.filter(user=request.user).first()
    number = request.session.get(SESSION_KEY)
    return Player.objects.filter(pk=number, user=None).first() if number else None


def is_current(request: HttpRequest, player: str = "player") -> Q:
    """The same as a condition on rows that have a player, for who need not ask first who it is."""
    if request.user.is_authenticated:
        return Q(**{f"{player}__user": request.user})
    return Q(**{player: request.session.get(SESSION_KEY), f"{player}__user": None})


def named_account(request: HttpRequest) -> int | None:
    """The account that the session names, be it still theirs or not."""
    number = request.session.get(auth.SESSION_KEY)
    return int(number) if number else None


def named(request: HttpRequest) -> Q:
    """The same as `is_current`, before it is known whether the session still is its account's."""
    if account := named_account(request):
        return Q(player__user=account)
    return Q(player=request.session.get(SESSION_KEY), player__user=None)


def is_signed_in(request: HttpRequest, password: str | None) -> bool:
    """Whether the session is still that of the account which it names and whose password this is.

    A session dies with the password under which it began. What this cannot tell, Django does,
    with a query for the account.
    """
    begun = request.session.get(auth.HASH_SESSION_KEY, "")
    expected = None if password is None else User(password=password).get_session_auth_hash()
    return (expected and constant_time_compare(begun, expected)) or request.user.is_authenticated


def current_or_new(request: HttpRequest) -> Player:
    if request.user.is_authenticated:
        return play.member(request.user)
    player = current(request)
    if player is None:
        player = play.new_guest()
        keep(request, player)
    return player


def keep(request: HttpRequest, player: Player) -> None:
    """From now on this browser plays as this player, unless somebody signs in on it."""
    if player.user_id is None and request.session.get(SESSION_KEY) != player.pk:
        request.session[SESSION_KEY] = player.pk
        # Whoever had the old cookie does not become somebody else with it.
        request.session.cycle_key()


def come_back(request: HttpRequest, player: Player) -> None:
    """Let this browser play as a guest known from elsewhere.

    What was played on it before goes to them, unless that was a pupil under a nickname: then it is
    likely another child on the same tablet, who can come back in their turn. Raises HasAccount,
    SignedIn.
    """
    if player.user_id is not None:
        raise HasAccount
    if request.user.is_authenticated:
        raise SignedIn
    here = current(request)
    if here and not here.memberships.exists():
        merge_players(kept=player, other=here)
    keep(request, player)


def forget(request: HttpRequest) -> None:
    """Leave this browser to the next person."""
    request.session.flush()
