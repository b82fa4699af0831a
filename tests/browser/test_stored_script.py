"""A hundred ways of writing script where text belongs, in every text that is stored: none runs.

XSS=all in the environment opens the page of every row; else some of them.
"""

import os
from itertools import count, product

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from history.groups import LIBRARY, let_teachers
from history.models import Event, Source, Topic
from quiz import classes, play
from quiz.generation import compose
from quiz.models import Objection, Question, Round
from tests.browser.town import OWN
from tests.history import factories as history
from tests.quiz.cast import MembershipFactory, browser_of, signed_in, teacher

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


def poison():
    """Every text that is stored, with each of the payloads in some row of its table."""
    for model in [*apps.get_app_config("history").get_models(), *quiz_models()]:
        fields = [field for field in model._meta.concrete_fields if is_free_text(field)]
        rows = list(model.objects.order_by("pk"))
        for number, row in enumerate(rows):
            for shift, field in enumerate(fields):
                setattr(row, field.name, fitting(number + shift, field))
        if rows and fields:
            model.objects.bulk_update(rows, [field.name for field in fields], batch_size=50)
    for question in Question.objects.all():
        question.shown, question.key = (woven(part) for part in (question.shown, question.key))
        question.save(update_fields=["shown", "key"])


def quiz_models():
    return [m for m in apps.get_app_config("quiz").get_models() if m is not Question]


def is_free_text(field):
    """What people write, not what programs compare: no choices, codes, slugs, addresses."""
    programs = (models.SlugField, models.URLField)
    named = ("code", "token", "phrase", "nickname_key", "fact", "last_way", "likeness", "door")
    free = isinstance(field, models.CharField | models.TextField) and not field.choices
    free = free and type(field).__name__ != "EDTFField" and not isinstance(field, programs)
    return free and field.name not in (*named, "language", "overruled", "option", "accepted")


def fitting(number, field):
    fits = [p for p in PAYLOADS if len(p) <= (field.max_length or 500)]
    return fits[number % len(fits)]


numbers = count()
TEXTS = {"stem", "hint", "text", "reason", "explanation", "title", "gist", "locator", "note"}
TEXTS |= {"viewpoint"}


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
    """A topic, a class and what was played in it, all of it written by somebody with bad intent."""
    topic = Topic.objects.get(slug="us-russia")
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
    members = MembershipFactory.create_batch(ROWS, classroom=rooms[0])
    pupil = members[0].player
    drafts = compose(us_russia, 1)
    for player in [pupil] * 3 + [member.player for member in members[1:4]]:
        played = play.keep_round(player=player, topic=poisoned, drafts=drafts)
        for question in played.questions.all()[:10]:
            told, _new = play.answer(question=question, given=mostly_wrong(question))
            Objection.objects.create(answer=told, words="x")
    still_open = play.keep_round(player=pupil, topic=poisoned, drafts=drafts)
    poison()
    return owner, rooms[0], pupil, still_open


def mostly_wrong(question):
    key, mode = question.key["answer"], question.shown["mode"]
    if mode == "text":
        return {"typed": "1234", "edtf": "1234"}
    wrong = [o["id"] for o in question.shown["options"] if o["id"] not in key] or key[::-1]
    return wrong[0] if mode == "single" else wrong


def addresses(room, still_open):
    """What a pupil opens, and what a teacher does."""
    some = slice(None) if ALL else slice(0, 3)
    events, sources = Event.objects.all(), Source.objects.all()
    rounds = [played.get_absolute_url() for played in Round.objects.order_by("pk")[:3]]
    answers = [
        reverse("quiz:answer", args=[question.uuid])
        for question in Question.objects.filter(round__player=still_open.player_id, answer__gt=0)
    ]
    own = [room.get_absolute_url(), reverse("quiz:board", args=[room.uuid])]
    library = [
        *(reverse("history:event", args=[event.slug]) for event in events[some]),
        *(reverse("history:source", args=[source.slug]) for source in sources[some]),
    ]
    pupil = ["/", "/topics/us-russia/", *library, *rounds, *answers[some], *own]
    pupil += [still_open.get_absolute_url(), "/me/", "/me/answers/", "/join/"]
    names = "pupils joining cards class-settings class-misconceptions class-questions assignments"
    desk = [reverse(f"quiz:{name}", args=[room.uuid]) for name in names.split()]
    lists = "topic event source cause misconception".split()
    admin = [reverse(f"admin:history_{name}_changelist") for name in lists]
    admin += [reverse("admin:quiz_objection_changelist"), "/admin/", "/admin/history/topic/import/"]
    for model in (Event, Source):
        row = model.objects.earliest("pk")
        admin.append(reverse(f"admin:history_{model._meta.model_name}_change", args=[row.pk]))
    return pupil, [*own, "/classes/", *desk, *admin[:6], *admin[7:]]


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
