"""Test data that names only what a test is about; the subject is invented."""

import factory
from factory.django import DjangoModelFactory

from history import models

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def name(number):
    """A made-up name, different for each number: digits in titles would look like years."""
    syllables = []
    for _ in range(3):
        number, rest = divmod(number, len(CONSONANTS) * len(VOWELS))
        consonant, vowel = divmod(rest, len(VOWELS))
        syllables.append(CONSONANTS[consonant] + VOWELS[vowel])
    return "".join(reversed(syllables)).capitalize()


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = models.Topic
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"topic-{n}")
    title = factory.Sequence(lambda n: f"The Kingdom of {name(n)}")
    summary = "How the kingdoms of the Valley met, traded and quarrelled."


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    slug = factory.Sequence(lambda n: f"source-{n}")
    title = factory.Sequence(lambda n: f"Chronicle of {name(n)}")
    publisher = "Valley Press"
    kind = models.Source.Kind.SECONDARY
    language = "en"


class EventFactory(DjangoModelFactory):
    """EventFactory(date="1933-11-16", topics=[topic]); without topics it is in none."""

    class Meta:
        model = models.Event
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"event-{n}")
    title = factory.Sequence(lambda n: f"The envoys of {name(n)} meet")
    date = "1933-11-16"
    summary = "Envoys of two kingdoms sat down together."

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        if create and extracted:
            self.topics.set(extracted)


class DateClaimFactory(DjangoModelFactory):
    """Says the date of its event unless told otherwise."""

    class Meta:
        model = models.DateClaim

    event = factory.SubFactory(EventFactory)
    source = factory.SubFactory(SourceFactory)
    says = factory.LazyAttribute(lambda claim: claim.event.date)
    locator = factory.Sequence(lambda n: f"p. {n}")
    gist = "The book has the envoys meet then."


class CauseFactory(DjangoModelFactory):
    """A condition, unless it is given the earlier event as `cause`."""

    class Meta:
        model = models.Cause

    slug = factory.Sequence(lambda n: f"cause-{n}")
    effect = factory.SubFactory(EventFactory)
    statement = factory.Sequence(lambda n: f"Salt had grown dear in {name(n)}")
    role = models.Cause.Role.BACKGROUND
    explanation = "Both kingdoms lived from salt."


class CauseClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.CauseClaim

    cause = factory.SubFactory(CauseFactory)
    source = factory.SubFactory(SourceFactory)
    locator = factory.Sequence(lambda n: f"p. {n}")
    gist = "The book gives the price of salt as the reason."


class MisconceptionFactory(DjangoModelFactory):
    class Meta:
        model = models.Misconception

    event = factory.SubFactory(EventFactory)
    about = models.Misconception.About.WHEN
    statement = factory.Sequence(lambda n: f"The envoys met only after the flood of {name(n)}")
    correction = "They met long before the flood."
    tag = "confused-with-later"
