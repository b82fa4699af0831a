"""How a command is told which topic is meant."""

from django.core.management.base import CommandError

from history.models import Topic


def topic_called(slug: str) -> Topic:
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        known = ", ".join(Topic.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no topic “{slug}”. There is: {known or '–'}.")
    return topic
