"""Numbers beside signs, which languages set differently."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def per_cent(share: int) -> str:
    """A share of a hundred; some languages keep the sign apart from its number."""
    return pgettext("share", "%(number)s%%") % {"number": number_format(share)}
