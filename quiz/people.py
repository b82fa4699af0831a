"""Who is playing: the account's player, or the one that this browser's session made."""

from django.db.models import Q
from django.http import HttpRequest

from quiz import play
from quiz.models import Player

SESSION_KEY = "player"


def current(request: HttpRequest) -> Player | None:
    """The player, or None for somebody who has not begun to play: looking makes no rows."""
    if request.user.is_authenticated:
        return Player.objects.filter(user=request.user).first()
    number = request.session.get(SESSION_KEY)
    return Player.objects.filter(pk=number, user=None).first() if number else None


def is_current(request: HttpRequest) -> Q:
    """The same as a condition on rows that have a player, for who need not ask first who it is."""
    if request.user.is_authenticated:
        return Q(player__user=request.user)
    return Q(player=request.session.get(SESSION_KEY), player__user=None)


def current_or_new(request: HttpRequest) -> Player:
    if request.user.is_authenticated:
        return play.member(request.user)
    player = current(request)
    if player is None:
        player = play.new_guest()
        request.session[SESSION_KEY] = player.pk
    return player
