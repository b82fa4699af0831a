"""Which events have a date that a source supports."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from history.models import DateClaim, Event


def is_supported(event: Event) -> bool:
    """Whether a claim that nobody disputes gives a date that agrees with the event's."""
    live = [claim.when for claim in event.date_claims.all() if not claim.dispute]
    return any(when.overlaps(event.when) for when in live if when)


def unsupported(events: QuerySet[Event]) -> list[int]:
    """The ids of events that are not supported; only those that differ in wording are read."""
    same = DateClaim.objects.filter(event=OuterRef("pk"), says=OuterRef("date"), dispute="")
    unsure = events.filter(~Exists(same)).prefetch_related("date_claims")
    return [event.pk for event in unsure if not is_supported(event)]


def doubt_about(event: Event) -> str:
    """What each source says instead; empty if the date is supported."""
    event = Event.objects.prefetch_related("date_claims__source").get(pk=event.pk)
    if is_supported(event):
        return ""
    said = [f"{claim.source}: {_said(claim)}" for claim in event.date_claims.all()]
    text = _("No claim supports the date %(date)s, so no question will ask for it. %(said)s")
    values = {"date": event.when_in_words, "said": "; ".join(said) or _("There are no claims yet.")}
    return text % values


def _said(claim: DateClaim) -> str:
    if not claim.says:
        return _("no date")
    if claim.dispute:
        return _("%(date)s (disputed)") % {"date": claim.says_in_words}
    return claim.says_in_words
