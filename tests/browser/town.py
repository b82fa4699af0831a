"""Kelpwick on the web: a topic, a class, its people, and every way of asking, each made once.

Pages are looked at from here, not changed: who is to click through a flow makes a player of their
own with `town.newcomer()`.
"""

from datetime import timedelta
from types import SimpleNamespace

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from history.groups import LIBRARY, TEACHERS, let_teachers
from history.models import Event
from quiz import assigning, classes, kinds, objections, play
from quiz.models import AuthoredQuestion, Round
from tests.quiz import own
from tests.quiz.cast import MemoryFactory, PlayerFactory, browser_of, signed_in, teacher
from tests.quiz.playing import right, wrong
from tests.quiz.world import drafts, store, with_more_reasons

PASSWORD = "kelp-lantern-19"
WEEK = timedelta(weeks=1)
WAYS = [(name, way) for name, kind in kinds.all_kinds().items() for way in kind.ways]
OWN = ("authoredquestion", "authoredoption", "objection", "withdrawal")


class Town:
    def __init__(self, url):
        self.url = url
        self.kept = {}
        chronicle = with_more_reasons()
        self.topic = store(chronicle)
        for question in own.ALL.values():
            own.store(question, self.topic)
        self.chronicle = own.beside(chronicle, *own.ALL.values())
        made = {way: drafts(way[0], self.chronicle, way=way[1]) for way in WAYS}
        self.drafts = {way: found[0] for way, found in made.items()}
        self.another_draft = made["date", "choose"][1]
        self.ids = {"topic": self.topic.slug, "event": "wall-1862", "source": "memoir"}
        self.ids["topic pk"] = self.topic.pk
        self.ids["event pk"] = Event.objects.get(slug="wall-1862").pk
        self.ids["own pk"] = AuthoredQuestion.objects.order_by("pk").first().pk
        self._people()
        self._class()
        self._questions()
        self._assignments()

    def _people(self):
        # What teachers may do comes from migrations, and a flush takes it away.
        let_teachers(apps, "history", LIBRARY)
        let_teachers(apps, "quiz", OWN)
        teacher()
        self.brine = User.objects.get(groups__name=TEACHERS)
        self.brine.username = "brine"
        self.brine.set_password(PASSWORD)
        self.brine.save()
        self.browsers = {"teacher": signed_in(self.brine)}

    def _class(self):
        self.classroom = classes.create(user=self.brine, name="10B", topic=self.topic)
        self.classroom.ranking = True
        self.classroom.save()
        self.empty = classes.create(user=self.brine, name="Nobody yet", topic=self.topic)
        members = [self._seat(name) for name in ("Calm Otter", "Swift Heron", "Mild Hare")]
        self.member = members[0]
        events = [event.slug for event in self.chronicle.events]
        for number, slug in enumerate(events[:12]):
            for member in members[: 1 + number % 3]:
                MemoryFactory(player=member.player, fact=f"when:{slug}")
        gone = timezone.now() - timedelta(days=1)
        for slug in events[12:16]:
            MemoryFactory(
                player=self.member.player,
                fact=f"when:{slug}",
                reviewed=gone - WEEK,
                fresh_until=gone,
            )
        self.browsers["pupil"] = browser_of(self.member.player)
        classes.remove(membership=members[2])
        self.browsers["removed"] = browser_of(members[2].player)
        self.browsers["guest"] = browser_of(PlayerFactory())
        self.ids |= {
            "class": self.classroom.uuid,
            "empty": self.empty.uuid,
            "member": self.member.pk,
            "code": self.classroom.code,
            "token": classes.invite(classroom=self.classroom).token,
        }

    def _seat(self, nickname):
        return classes.join(classroom=self.classroom, player=PlayerFactory(), nickname=nickname)

    def _questions(self):
        """Each way asked three times: left open, answered rightly, and answered wrongly."""
        for way, draft in self.drafts.items():
            name = "-".join(way)
            self.ids[f"{name} asked"] = self.round(self.member.player, draft).uuid
            for outcome, fill_in in (("right", right), ("wrong", wrong)):
                question = self.round(self.member.player, draft).questions.get()
                answered(question, fill_in)
                self.ids[f"{name} {outcome}"] = question.uuid
        self._objections()
        played = self.round(self.member.player, *list(self.drafts.values())[:12])
        for number, question in enumerate(played.questions.order_by("position")):
            answered(question, wrong if number % 3 else right)
        self.ids["finished"] = played.uuid
        closed = self.round(self.member.player, self.drafts["date", "choose"])
        self.ids["closed"] = closed.uuid
        Round.objects.filter(pk=closed.pk).update(created=timezone.now() - 9 * WEEK)

    def _objections(self):
        """One that waits, one that was dismissed, and one that a teacher agreed with."""
        for name, draft in (
            ("waiting", self.drafts["date", "choose"]),
            ("dismissed", self.drafts["date", "choose"]),
            ("upheld", self.another_draft),
        ):
            question = self.round(self.member.player, draft).questions.get()
            made, _new = objections.object_to(answer=answered(question, wrong), words="Look again.")
            self.ids[name], self.ids[f"{name} pk"] = question.uuid, made.pk
            if name == "dismissed":
                objections.dismiss(objections=[made], by=self.brine, note="It stands.")
            if name == "upheld":
                objections.uphold(objection=made, by=self.brine, note="Well seen.")

    def round(self, player, *drafts):
        return play.keep_round(player=player, topic=self.topic, drafts=drafts)

    def _assignments(self):
        now = timezone.now()
        for name, opens, due in (("open", now, now + WEEK), ("over", now - 2 * WEEK, now - WEEK)):
            made = assigning.assign(
                classroom=self.classroom,
                by=self.brine,
                topic=self.topic,
                seed=3,
                title=f"Week one, {name}",
                opens=opens,
                due=due,
            )
            self.ids[f"{name} assignment"] = made.uuid

    def newcomer(self, *drafts):
        """A guest who has just begun a round of these, with their browser."""
        player = PlayerFactory()
        return SimpleNamespace(
            player=player,
            round=self.round(player, *drafts),
            cookies=self.cookies(browser_of(player)),
        )

    def cookies(self, client):
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        return [{"name": cookie.key, "value": cookie.value, "url": self.url}]

    def cookies_of(self, who):
        return self.cookies(self.browsers[who]) if who in self.browsers else []

    def address(self, pattern):
        return self.url + pattern.format(**{k.replace(" ", "_"): v for k, v in self.ids.items()})


def answered(question, fill_in):
    """The answer as it is recorded when the form is sent like this."""
    data = QueryDict(urlencode(fill_in(question), doseq=True))
    form = kinds.all_kinds()[question.kind].form(question.shown, data)
    assert form.is_valid(), (question.kind, data, form.errors)
    recorded, _new = play.answer(question=question, given=form.cleaned_data["answer"])
    return recorded
