from django import template

from history import dates, words

register = template.Library()


@register.filter
def edtf(text: str) -> str:
    """An EDTF text in the reader's words; empty stays empty."""
    return words.in_words(dates.parse(text)) if text else ""
