"""The timeline of a class as rectangles: after an answer most of them are as they were before."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quiz.leaderboard.skyline import Shelf

register = template.Library()


@register.simple_tag
def windows(shelf: Shelf, pupils: int) -> SafeString:
    drawn = (
        _window(w.fact.name, w.fact.says, w.holders, pupils, w.level, w.side, w.x, w.y)
        for w in shelf.windows
    )
    return format_html_join("", "{}", ((one,) for one in drawn))


# A template drew each of some hundred windows anew, and took most of a board's time.
@lru_cache(maxsize=2**12)
def _window(
    name: str, says: str, holders: int, pupils: int, level: int, side: int, x: int, y: int
) -> SafeString:
    return format_html(
        '<rect class="level-{}" id="{}" x="{}" y="{}" width="{}" height="{}" rx="2">'
        "<title>{} ({}/{})</title></rect>",
        *(level, name, x, y, side, side, says, holders, pupils),
    )
