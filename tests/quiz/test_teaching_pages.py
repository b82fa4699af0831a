"""A teacher from an empty list to a class with pupils, and what they do with it afterwards."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz import classes
from quiz.models import Classroom, Invitation, Membership, Teaching
from quiz.views.qr import QR
from tests.history.factories import TopicFactory
from tests.quiz.cast import (
    ClassroomFactory,
    MembershipFactory,
    PlayerFactory,
    UserFactory,
    pupil,
    signed_in,
    teacher,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def classroom():
    return ClassroomFactory(code="7K3F0W1Z", name="10B")


@pytest.fixture
def desk(classroom):
    """The browser of the class's teacher."""
    return teacher(classroom)


def url(name, classroom, *number):
    return reverse(f"quiz:{name}", args=[classroom.uuid, *number])


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def said(browser, response):
    return text(browser.get(response.url))


def test_a_class_is_made_and_shows_its_way_in():
    topic, browser = TopicFactory(), teacher()
    page = browser.post(reverse("quiz:classes"), {"name": "10B", "topic": topic.pk}, follow=True)
    made = Classroom.objects.get()
    assert (made.name, made.topic) == ("10B", topic)
    link = "http://testserver" + reverse("quiz:join-code", args=[made.code])
    assert link in text(page)
    assert f"{made.code[:4]}-{made.code[4:]}" in text(page)
    assert page.context["qr"] == QR.of(link)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "  "},
        {"name": "x" * 81},
        {"name": "10\x00B"},
        {"name": "10B", "topic": "999999"},
        {"name": "10B", "topic": "9" * 30},
        {"name": "10B", "topic": "\x00"},
        {"name": "10B", "topic": "x"},
    ],
)
def test_a_class_that_cannot_be_is_refused_in_words(fields):
    response = teacher().post(reverse("quiz:classes"), fields)
    assert response.status_code == 422
    assert 'class="errorlist"' in text(response)
    assert not Classroom.objects.exists()


def test_only_teachers_make_classes():
    assert signed_in(UserFactory()).post(reverse("quiz:classes"), {"name": "x"}).status_code == 403
    assert Client().post(reverse("quiz:classes"), {"name": "x"}).status_code == 302
    assert not Classroom.objects.exists()


def test_a_teacher_sees_their_own_classes_only(classroom, desk):
    ClassroomFactory(name="Elsewhere")
    page = text(desk.get(reverse("quiz:classes")))
    assert "10B" in page
    assert "Elsewhere" not in page


def test_who_is_no_teacher_any_more_is_out_at_the_next_request(classroom, desk):
    assert desk.get(url("pupils", classroom)).status_code == 200
    Teaching.objects.get().user.groups.clear()
    assert desk.get(url("pupils", classroom)).status_code == 404


def test_the_picture_is_the_code_and_nothing_else(classroom, desk):
    page = desk.get(url("joining", classroom))
    drawn = re.search("<svg.*?</svg>", page.content.decode(), re.S)[0]
    svg = ElementTree.fromstring(drawn)  # noqa: S314 - our own
    light, dark = svg
    qr = page.context["qr"]
    assert svg.get("viewBox") == f"0 0 {qr.side} {qr.side}"
    # Both colours are written out: a camera needs dark on light in a dark room too.
    assert (light.get("fill"), dark.get("fill")) == ("#fff", "#000")
    assert len(re.findall(r"M\d+ \d+h\d+v1h-\d+z", dark.get("d"))) == len(qr.runs)
    assert "style" not in page.content.decode().replace("stylesheet", "")


def test_the_page_for_the_wall_holds_nothing_about_anybody(classroom, desk):
    member = MembershipFactory(classroom=classroom, nickname="Quiet Heron")
    page = text(desk.get(url("joining", classroom)))
    assert member.nickname not in page
    assert member.phrase not in page


def test_a_pupil_is_renamed(classroom, desk):
    member = MembershipFactory(classroom=classroom, nickname="Rude One")
    assert desk.post(url("pupil", classroom, member.pk), {"nickname": "Quiet Heron"}).url
    assert Membership.objects.get().nickname == "Quiet Heron"


@pytest.mark.parametrize("nickname", ["", "\x00", "<b>x</b>", "x" * 500, "Fоx", "taken"])
def test_a_teacher_renames_by_the_same_rules(classroom, desk, nickname):
    member = MembershipFactory(classroom=classroom, nickname="Quiet Heron")
    MembershipFactory(classroom=classroom, nickname_key="taken")
    response = desk.post(url("pupil", classroom, member.pk), {"nickname": nickname})
    assert response.status_code == 422
    member.refresh_from_db()
    assert member.nickname == "Quiet Heron"


def test_a_pupil_is_removed_and_let_back_in(classroom, desk):
    browser = pupil(classroom)
    for _twice in range(2):
        desk.post(url("pupil-remove", classroom, browser.member.pk))
    assert browser.get(classroom.get_absolute_url()).status_code == 404
    for _twice in range(2):
        desk.post(url("pupil-back", classroom, browser.member.pk))
    assert browser.get(classroom.get_absolute_url()).status_code == 200


def test_into_a_full_class_nobody_is_let_back(classroom, desk):
    Classroom.objects.update(size=1)
    gone = MembershipFactory(classroom=classroom, removed=timezone.now())
    MembershipFactory(classroom=classroom)
    response = desk.post(url("pupil-back", classroom, gone.pk))
    assert "The class is full" in said(desk, response)
    assert Membership.objects.get(pk=gone.pk).removed


def test_two_nicknames_of_one_pupil_become_one(classroom, desk):
    kept, other = MembershipFactory.create_batch(2, classroom=classroom)
    address = url("pupil-merge", classroom, kept.pk)
    assert desk.post(address, {"other": other.pk}).status_code == 422
    assert desk.post(address, {"other": other.pk, "sure": "on"}).status_code == 302
    assert classroom.memberships.get() == kept


@pytest.mark.parametrize("other", ["self", "foreign", "\x00", "9" * 30, ""])
def test_nobody_is_merged_with_who_is_not_in_the_class(classroom, desk, other):
    kept, foreign = MembershipFactory(classroom=classroom), MembershipFactory()
    wanted = {"self": kept.pk, "foreign": foreign.pk}.get(other, other)
    response = desk.post(url("pupil-merge", classroom, kept.pk), {"other": wanted, "sure": "on"})
    assert response.status_code == 422
    assert Membership.objects.count() == 2


def test_two_accounts_are_not_merged_and_the_teacher_reads_why(classroom, desk):
    kept, other = (
        MembershipFactory(classroom=classroom, player=PlayerFactory(user=UserFactory()))
        for _ in range(2)
    )
    data = {"other": other.pk, "sure": "on"}
    response = desk.post(url("pupil-merge", classroom, kept.pk), data)
    assert response.status_code == 422
    assert "Both have accounts" in text(response)


def test_joining_is_locked_and_opened(classroom, desk):
    for data, joining in (({"locked": "1"}, False), ({}, True)):
        desk.post(url("class-lock", classroom), data)
        assert Classroom.objects.get().joining is joining


def test_a_new_code_voids_the_old_one_and_keeps_the_words(classroom, desk):
    member = MembershipFactory(classroom=classroom)
    desk.post(url("class-code", classroom))
    made = Classroom.objects.get()
    assert made.code != "7K3F0W1Z"
    with pytest.raises(classes.NoSuchPupil):
        classes.recognise(code="7K3F0W1Z", phrase=member.phrase, address="192.0.2.1")
    assert classes.recognise(code=made.code, phrase=member.phrase, address="192.0.2.1") == member


def test_every_pupil_of_the_class_has_a_card(classroom, desk):
    present = MembershipFactory.create_batch(3, classroom=classroom)
    gone = MembershipFactory(classroom=classroom, removed=timezone.now())
    account = MembershipFactory(classroom=classroom, player=PlayerFactory(user=UserFactory()))
    page = text(desk.get(url("cards", classroom)))
    assert page.count("7K3F-0W1Z") == len(present)
    assert all(member.phrase in page for member in present)
    assert gone.nickname not in page
    # Their words would open nothing.
    assert account.nickname in page
    assert f"{account.phrase} " not in page


def test_a_class_is_archived_and_taken_out_again(classroom, desk):
    desk.post(url("class-archive", classroom), {"archived": "1"})
    assert Classroom.objects.get().archived
    assert "is archived" in text(desk.get(url("pupils", classroom)))
    desk.post(url("class-archive", classroom))
    assert Classroom.objects.get().archived is None


SETTINGS = {"name": "10C", "size": "30", "ranking": "on", "topic": ""}


def test_settings_are_saved(classroom, desk):
    assert desk.post(url("class-settings", classroom), SETTINGS).status_code == 302
    saved = Classroom.objects.get()
    assert (saved.name, saved.size, saved.ranking, saved.topic) == ("10C", 30, True, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": "0"},
        {"size": "501"},
        {"size": str(2**31)},
        {"size": str(2**70)},
        {"size": "-1"},
        {"size": "many"},
        {"size": "1\x00"},
        {"name": "\x00"},
        {"name": ""},
        {"name": "x" * 81},
        {"topic": str(2**70)},
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(classroom, desk, wrong):
    response = desk.post(url("class-settings", classroom), SETTINGS | wrong)
    assert response.status_code == 422
    assert 'class="errorlist"' in text(response)
    assert Classroom.objects.get().name == "10B"


def test_a_colleague_is_invited_and_teaches_along(classroom, desk):
    page = desk.get(desk.post(url("class-invite", classroom)).url)
    link = reverse("quiz:invitation", args=[Invitation.objects.get().token])
    assert f"http://testserver{link}" in text(page)
    colleague = teacher()
    assert "10B" in text(colleague.get(link))
    assert colleague.post(link).url == classroom.get_absolute_url()
    assert colleague.get(url("pupils", classroom)).status_code == 200


def test_used_expired_and_unknown_invitations_look_alike(classroom):
    used, expired = (classes.invite(classroom=classroom) for _ in range(2))
    classes.accept(token=used.token, user=UserFactory())
    Invitation.objects.filter(pk=expired.pk).update(expires=timezone.now())
    browser, bodies = teacher(), set()
    for token in (used.token, expired.token, "unknown", "x" * 500):
        for method in (browser.get, browser.post):
            response = method(reverse("quiz:invitation", args=[token]))
            assert response.status_code == 404
            assert "Ask the teacher of the class for a new one" in text(response)
            bodies.add(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(response)))
    assert len(bodies) == 1


def test_an_invitation_is_for_teachers_only(classroom):
    link = reverse("quiz:invitation", args=[classes.invite(classroom=classroom).token])
    assert Client().get(link).url.startswith("/accounts/login/?next=/invitations/")
    for method in ("get", "post"):
        assert getattr(signed_in(UserFactory()), method)(link).status_code == 403
    assert classroom.teachings.count() == 0


def test_an_invitation_is_withdrawn(classroom, desk):
    invitation = classes.invite(classroom=classroom)
    desk.post(url("class-withdraw", classroom, invitation.pk))
    assert teacher().get(reverse("quiz:invitation", args=[invitation.token])).status_code == 404


def test_a_colleague_is_dismissed_but_never_the_last_teacher(classroom, desk):
    colleague, mine = teacher(classroom), Teaching.objects.order_by("pk").first()
    theirs = Teaching.objects.order_by("pk").last()
    desk.post(url("class-dismiss", classroom, theirs.pk))
    assert colleague.get(url("pupils", classroom)).status_code == 404
    response = desk.post(url("class-dismiss", classroom, mine.pk))
    assert "A class keeps one teacher" in said(desk, response)


def test_who_dismisses_themself_is_out(classroom, desk):
    teacher(classroom)
    mine = Teaching.objects.order_by("pk").first()
    assert desk.post(url("class-dismiss", classroom, mine.pk)).url == reverse("quiz:classes")
    assert desk.get(url("pupils", classroom)).status_code == 404


XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '" hx-get="/x" hx-trigger="load',
]


@pytest.mark.parametrize("payload", XSS)
def test_the_name_of_a_class_is_text_wherever_it_stands(classroom, payload):
    Classroom.objects.update(name=payload)
    desk, browser = teacher(classroom), pupil(classroom)
    pages = [desk.get(url(name, classroom)) for name in ("joining", "pupils", "class-settings")]
    pages += [desk.get(reverse("quiz:classes")), browser.get(url("membership", classroom))]
    for page in pages:
        assert payload not in page.content.decode()


# How many queries a page takes: session and user first, then the teacher's right to the class.
QUERIES = {"joining": 4, "pupils": 4, "cards": 4, "class-settings": 6, "membership": 2}


@pytest.fixture(params=["few pupils", "many pupils"])
def crowd(request, classroom):
    many = request.param == "many pupils"
    MembershipFactory.create_batch(40 if many else 2, classroom=classroom)
    MembershipFactory.create_batch(20 if many else 1, classroom=classroom, removed=timezone.now())
    for _ in range(5 if many else 1):
        classes.invite(classroom=classroom)
        teacher(classroom)
        TopicFactory()


def queries(action):
    with CaptureQueriesContext(connection) as captured:
        assert action().status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "number"), QUERIES.items())
def test_a_page_takes_as_many_queries_for_many_pupils_as_for_few(crowd, classroom, name, number):
    browser = pupil(classroom) if name == "membership" else teacher(classroom)
    assert queries(lambda: browser.get(url(name, classroom))) == number


def test_the_page_of_a_pupil_takes_six(crowd, classroom):
    member = classroom.memberships.first()
    browser = teacher(classroom)
    assert queries(lambda: browser.get(url("pupil", classroom, member.pk))) == 6


def test_the_list_of_classes_takes_six(crowd, classroom):
    browser = teacher(classroom)
    ClassroomFactory.create_batch(3)
    assert queries(lambda: browser.get(reverse("quiz:classes"))) == 6


def test_the_forms_to_join_and_come_back_take_none(crowd, classroom, guest):
    for name in ("join", "come-back"):
        assert queries(lambda name=name: guest.get(reverse(f"quiz:{name}"))) == 0


def test_joining_takes_thirty_two_at_most(crowd, guest, classroom):
    fields = {"code": classroom.code, "nickname": "Merry Otter"}
    assert queries(lambda: guest.post(reverse("quiz:join"), fields, follow=True)) <= 32


def test_coming_back_takes_twenty_seven_at_most(crowd, guest, classroom):
    member = classroom.memberships.present().first()
    fields = {"code": classroom.code, "phrase": member.phrase}
    assert queries(lambda: guest.post(reverse("quiz:come-back"), fields, follow=True)) <= 27
