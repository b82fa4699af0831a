"""A teacher's admin names no pupil, wherever its links lead: no account, nickname or answer."""

import re
from collections import Counter, deque
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.urls import resolve, reverse

from quiz import play
from quiz.admin.objections import ObjectionAdmin
from quiz.models import Answer
from tests.quiz.cast import ClassroomFactory, MembershipFactory
from tests.quiz.rights import watched
from tests.quiz.test_objection_admin import LIST, kelpwick, objected, page, teacher

__all__ = ["kelpwick", "teacher", "watched"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_ways")]

CANARY = re.compile("canary", re.IGNORECASE)
LINK = re.compile(r'(?:href|action)="([^"#]+)"')
EACH, FEW = 4, 40  # pages of one sort, and of all


@pytest.fixture
def objection(kelpwick):
    """Said by a pupil of whom everything has a canary in it but the words themselves."""
    said = objected(kelpwick, name="canary-fox")
    player = said.answer.question.round.player
    User.objects.filter(username="canary-fox").update(
        first_name="Canary", last_name="Fox", email="fox@canary.example"
    )
    MembershipFactory(
        player=player,
        classroom=ClassroomFactory(name="Class of the canary", topic=kelpwick),
        nickname="Canary Heron",
        phrase="canary words",
    )
    other = player.rounds.get().questions.open().first()
    play.answer(question=other, given=other.key["answer"][0])
    Answer.objects.filter(question=other).update(given="canary 1809")
    return said


def crawled(client):
    """Of every sort of page that links in the admin lead to a few, and each state's list."""
    states = [f"{reverse(LIST)}?state={state}" for state in ("open", "upheld", "dismissed")]
    seen, sorts, waiting = set(), Counter(), deque([*states, reverse("admin:index")])
    while waiting:
        url = waiting.popleft()
        path = url.partition("?")[0]
        if url in seen or not path.startswith("/admin/"):
            continue
        seen.add(url)
        sorts[sort := resolve(path).view_name] += 1
        if sorts[sort] > EACH:
            continue
        reply = client.get(url)
        if reply.status_code != 200:
            continue
        html = reply.content.decode(errors="replace")
        yield url, html
        found = (unescape(link) for link in LINK.findall(html))
        # A link that is nothing but a query is one to the same page.
        waiting.extend(path + link if link.startswith("?") else link for link in found)


def naming(client, objection):
    """The pages that name somebody, or show where to find what they were asked."""
    question = objection.answer.question
    private = (str(question.uuid), str(question.round.uuid))
    pages = dict(crawled(client))
    assert len(pages) > FEW
    assert {reverse(LIST), page(objection)} <= {url.partition("?")[0] for url in pages}
    return {
        url
        for url, html in pages.items()
        if CANARY.search(html) or any(one in html for one in private)
    }


def test_nobody_is_named_on_any_page_of_a_teachers_admin(teacher, objection):
    assert naming(teacher, objection) == set()


def test_nobody_is_named_once_it_is_decided_and_in_no_log(teacher, objection):
    teacher.post(page(objection), {"uphold": "1"})
    assert naming(teacher, objection) == set()
    assert LogEntry.objects.exists()
    assert not CANARY.search(str(list(LogEntry.objects.values())))


def test_a_nickname_in_the_list_of_objections_is_noticed(teacher, objection, monkeypatch):
    def nickname(_admin, said):
        return said.answer.question.round.player.memberships.get().nickname

    monkeypatch.setattr(ObjectionAdmin, "nickname", nickname, raising=False)
    monkeypatch.setattr(ObjectionAdmin, "list_display", ("question", "nickname"))
    assert reverse(LIST) in {url.partition("?")[0] for url in naming(teacher, objection)}
