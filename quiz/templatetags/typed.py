"""What is said of a typed date that is not quite right."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def how_far_off(feedback: Mapping[str, Any]) -> str:
    """In words, how far a typed date is from the right one."""
    off, side = feedback["off"], feedback["side"]
    if side == "wide":
        return _("The right date lies within it, but more exactness was asked for.")
    patterns = {
        ("day", "early"): ngettext("%(off)s day too early", "%(off)s days too early", off),
        ("day", "late"): ngettext("%(off)s day too late", "%(off)s days too late", off),
        ("month", "early"): ngettext("%(off)s month too early", "%(off)s months too early", off),
        ("month", "late"): ngettext("%(off)s month too late", "%(off)s months too late", off),
        ("year", "early"): ngettext("%(off)s year too early", "%(off)s years too early", off),
        ("year", "late"): ngettext("%(off)s year too late", "%(off)s years too late", off),
    }
    return patterns[feedback["unit"], side] % {"off": off}
