"""The people of the tests: a teacher, pupils of a class, what they hold, and who is outside."""

from datetime import timedelta

import factory
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from factory.django import DjangoModelFactory

from quiz import models
from quiz.forgetting import LONG_AGO
from quiz.people import SESSION_KEY


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")


class PlayerFactory(DjangoModelFactory):
    class Meta:
        model = models.Player


class ClassroomFactory(DjangoModelFactory):
    class Meta:
        model = models.Classroom

    name = factory.Sequence(lambda n: f"Class {n}")
    code = factory.Sequence(lambda n: f"CODE{n:04}")


class TeachingFactory(DjangoModelFactory):
    class Meta:
        model = models.Teaching

    classroom = factory.SubFactory(ClassroomFactory)
    user = factory.SubFactory(UserFactory)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    classroom = factory.SubFactory(ClassroomFactory)
    player = factory.SubFactory(PlayerFactory)
    nickname = factory.Sequence(lambda n: f"Quiet Heron {n}")
    nickname_key = factory.LazyAttribute(lambda member: member.nickname.casefold())
    phrase = factory.Sequence(lambda n: f"words of {n}")


class MemoryFactory(DjangoModelFactory):
    """Lit by default; MemoryFactory(fresh_until=...) says otherwise."""

    class Meta:
        model = models.Memory

    player = factory.SubFactory(PlayerFactory)
    fact = factory.Sequence(lambda n: f"when:event-{n}")
    stability = 5.0
    difficulty = 5.0
    reviewed = factory.LazyFunction(timezone.now)
    held_since = factory.LazyAttribute(lambda memory: memory.reviewed)

    @factory.lazy_attribute
    def fresh_until(self):
        return self.reviewed + timedelta(days=5) if self.held_since else LONG_AGO


def teacher(*classrooms):
    """A signed-in teacher of these classes."""
    user = UserFactory(is_staff=True)
    # In a browser's tests the tables are emptied in between, and so of what migrations wrote.
    user.groups.add(Group.objects.get_or_create(name="Teachers")[0])
    for classroom in classrooms:
        TeachingFactory(user=user, classroom=classroom)
    return signed_in(user)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def browser_of(player):
    """The browser of a player without an account."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = player.pk
    session.save()
    return client


def account_pupil(classroom):
    """The same of a pupil who signs in with a name and a password."""
    user = UserFactory()
    member = MembershipFactory(classroom=classroom, player=PlayerFactory(user=user))
    client = signed_in(user)
    client.member = member
    return client


def pupil(classroom, **membership):
    """The browser of a new pupil of the class; their membership is its `.member`."""
    member = MembershipFactory(classroom=classroom, **membership)
    client = browser_of(member.player)
    client.member = member
    return client
