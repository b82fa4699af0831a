import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history import models
from history.groups import LIBRARY, TEACHERS, let_teachers
from tests.history.factories import (
    CauseClaimFactory,
    CauseFactory,
    DateClaimFactory,
    EventFactory,
    MisconceptionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    user = User.objects.create(username="teacher", is_staff=True)
    user.groups.add(Group.objects.get(name=TEACHERS))
    return user


@pytest.fixture
def desk(client, teacher):
    """The admin as a teacher who has logged in."""
    client.force_login(teacher)
    return client


def page(row, name="change"):
    return reverse(f"admin:history_{row._meta.model_name}_{name}", args=[row.pk])


def add_page(model):
    return reverse(f"admin:history_{model._meta.model_name}_add")


def list_page(model):
    return reverse(f"admin:history_{model._meta.model_name}_changelist")


def filled_in(response):
    """What a browser would send if the teacher pressed Save at once."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            data[bound.html_name] = "" if value is None else value
    return data


def save(desk, url, **changes):
    """The page as it is, with these changes, saved; the names have __ where the page has -."""
    data = filled_in(desk.get(url))
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return desk.post(url, data, follow=True)


def errors(response):
    """Each error by the name of the field that it stands at."""
    found = dict(response.context["adminform"].form.errors.items())
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): said for name, said in form.errors.items()}
    return {name: " ".join(said) for name, said in found.items()}


def messages(response):
    return [str(message) for message in response.context["messages"]]


def warnings(response):
    return [str(m) for m in response.context["messages"] if m.level_tag == "warning"]


# Who may


def test_teachers_may_do_everything_in_the_library_and_nothing_else(teacher):
    library = "topic source event dateclaim cause causeclaim misconception".split()
    expected = {
        f"history.{action}_{model}"
        for action in ("add", "change", "delete", "view")
        for model in library
    }
    assert {right for right in teacher.get_all_permissions() if not right.startswith("quiz.")} == (
        expected
    )


def test_the_rights_do_not_wait_for_django_to_make_them():
    from django.apps import apps

    Permission.objects.all().delete()
    Group.objects.all().delete()
    let_teachers(apps, "history", LIBRARY)
    let_teachers(apps, "history", LIBRARY)
    group = Group.objects.get(name=TEACHERS)
    assert group.permissions.count() == Permission.objects.count() == 4 * len(LIBRARY)


def test_django_finds_the_rights_as_it_would_have_made_them():
    from django.apps import apps
    from django.contrib.auth.management import create_permissions

    before = set(Permission.objects.values_list("pk", "codename"))
    create_permissions(apps.get_app_config("history"), verbosity=0)
    assert set(Permission.objects.values_list("pk", "codename")) == before
    assert Permission.objects.get(codename="add_dateclaim").name == "Can add date claim"


def test_the_index_lists_the_library_and_nobody(desk):
    listed = {
        model["object_name"]
        for app in desk.get(reverse("admin:index")).context["app_list"]
        for model in app["models"]
        if app["app_label"] != "quiz"
    }
    assert listed == {"Topic", "Source", "Event", "Cause", "Misconception"}


@pytest.mark.parametrize("name", ["auth_user_changelist", "auth_user_add", "auth_group_changelist"])
def test_people_and_groups_are_closed_to_teachers(desk, name):
    assert desk.get(reverse(f"admin:{name}")).status_code == 403


@pytest.mark.parametrize("place", ["axes/accessattempt/", "sessions/session/", "quiz/player/"])
def test_no_page_for_attempts_sessions_or_players_opens(desk, place):
    assert desk.get(reverse("admin:index") + place).status_code in (403, 404)


@pytest.mark.parametrize(
    "model", [models.Topic, models.Source, models.Event, models.Cause, models.Misconception]
)
def test_every_list_and_every_empty_page_opens_for_teachers_only(desk, client, model):
    for url in (list_page(model), add_page(model), list_page(model) + "?q=salt"):
        assert desk.get(url).status_code == 200
    client.force_login(User.objects.create(username="pupil"))
    assert client.get(list_page(model)).status_code == 302


# Every edit is seen by the questions asked next


@pytest.fixture
def version():
    topic = TopicFactory()

    def read():
        topic.refresh_from_db()
        return topic.version

    return read


def test_adding_moves_the_version_on(desk, version):
    before = version()
    save(desk, add_page(models.Topic), title="Salt", slug="salt")
    assert models.Topic.objects.filter(slug="salt").exists()
    assert version() == before + 1


@pytest.mark.parametrize(
    "make",
    [TopicFactory, SourceFactory, CauseFactory, MisconceptionFactory, EventFactory],
)
def test_changing_and_deleting_move_the_version_on(desk, version, make):
    row = make()
    if isinstance(row, models.Event):
        row.topics.add(TopicFactory())
    before = version()
    assert save(desk, page(row)).redirect_chain
    assert version() == before + 1
    desk.post(page(row, "delete"), {"post": "yes"})
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert version() == before + 2


def test_deleting_from_the_list_moves_the_version_on(desk, version):
    row, before = SourceFactory(), version()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    desk.post(list_page(models.Source), chosen)
    assert not models.Source.objects.exists()
    assert version() == before + 1


def test_saving_a_topic_never_moves_its_version_back(desk, monkeypatch):
    topic = TopicFactory()
    real = models.Topic.save

    def meanwhile(self, *args, **kwargs):
        models.Topic.objects.bump()
        real(self, *args, **kwargs)

    monkeypatch.setattr(models.Topic, "save", meanwhile)
    save(desk, page(topic), title="Another")
    topic.refresh_from_db()
    assert (topic.title, topic.version) == ("Another", 3)


# Events


@pytest.fixture
def event():
    event = EventFactory(date="1933-11-16", topics=[TopicFactory()])
    DateClaimFactory(event=event)
    return event


def test_the_list_shows_dates_in_words_in_order_of_time(desk, event):
    EventFactory(title="An old treaty", date="-0043")
    text = desk.get(list_page(models.Event)).content.decode()
    assert text.index("An old treaty") < text.index("16 November 1933")


def ask(desk, model, **filters):
    return {row.pk for row in desk.get(list_page(model), filters).context["cl"].result_list}


def test_the_list_finds_disputed_dates(desk, event):
    disputed = DateClaimFactory(says="1934", dispute="error", note="A slip.").event
    assert ask(desk, models.Event, disputed="yes") == {disputed.pk}
    assert ask(desk, models.Event, disputed="no") == {event.pk}
    assert ask(desk, models.Event) == {event.pk, disputed.pk}


def test_the_list_finds_dates_that_no_claim_supports(desk, event):
    coarser = DateClaimFactory(says="1933").event
    wanting = {
        EventFactory().pk,
        DateClaimFactory(says="").event.pk,
        DateClaimFactory(says="1940").event.pk,
        DateClaimFactory(dispute="error", note="A slip.").event.pk,
    }
    assert ask(desk, models.Event, supported="no") == wanting
    assert ask(desk, models.Event, supported="yes") == {event.pk, coarser.pk}


def test_the_list_of_causes_finds_those_that_nobody_asserts(desk):
    asserted, lonely = CauseClaimFactory().cause, CauseFactory()
    assert ask(desk, models.Cause, asserted="no") == {lonely.pk}
    assert ask(desk, models.Cause, asserted="yes") == {asserted.pk}


def riots(desk, source, topic, **fields):
    """The page of a new event, filled in with one row of each sort."""
    return {
        **filled_in(desk.get(add_page(models.Event))),
        **{"title": "Riots", "slug": "riots", "date": "1701", "summary": "Salt.", "importance": 2},
        "topics": [topic.pk],
        "date_claims-TOTAL_FORMS": 1,
        "date_claims-0-source": source.pk,
        "date_claims-0-says": "1701-11",
        "date_claims-0-locator": "p. 1",
        "date_claims-0-gist": "So it says.",
        "causes-TOTAL_FORMS": 1,
        "causes-0-slug": "dear-salt",
        "causes-0-statement": "Salt had grown dear",
        "causes-0-role": "background",
        "causes-0-explanation": "All need it.",
        "misconceptions-TOTAL_FORMS": 1,
        "misconceptions-0-about": "why",
        "misconceptions-0-statement": "The king was ill",
        "misconceptions-0-correction": "He was not.",
        "misconceptions-0-tag": "wrong-actor",
        **fields,
    }


def test_an_event_is_added_with_its_claims_causes_and_misconceptions(desk):
    data = riots(desk, SourceFactory(), TopicFactory())
    response = desk.post(add_page(models.Event), data, follow=True)
    event = models.Event.objects.get(slug="riots")
    assert event.earliest == event.when.earliest
    assert [c.says for c in event.date_claims.all()] == ["1701-11"]
    assert [c.slug for c in event.causes.all()] == ["dear-salt"]
    assert event.misconceptions.get().tag == "wrong-actor"
    assert warnings(response) == []


def test_a_belief_that_a_reason_of_the_same_new_event_proves_true_is_refused(desk):
    said = {"misconceptions-0-statement": "salt had grown dear."}
    data = riots(desk, SourceFactory(), TopicFactory(), **said)
    page = desk.post(add_page(models.Event), data)
    assert "A source gives this as a true reason" in page.content.decode()
    assert not models.Event.objects.filter(slug="riots").exists()


@pytest.mark.parametrize(
    "mended",
    [
        {"misconceptions-0-about": "when"},
        {"misconceptions-TOTAL_FORMS": 0},
        {"causes-TOTAL_FORMS": 0, "causes-0-statement": ""},
    ],
)
def test_a_belief_about_something_else_or_beside_no_such_reason_is_kept(desk, mended):
    said = {"misconceptions-0-statement": "Salt had grown dear"} | mended
    desk.post(add_page(models.Event), riots(desk, SourceFactory(), TopicFactory(), **said))
    assert models.Event.objects.filter(slug="riots").exists()


def test_a_new_reason_that_proves_an_older_belief_true_is_refused(desk, event):
    MisconceptionFactory(event=event, about="why", statement="It had rained")
    new = {"causes-TOTAL_FORMS": 1, "causes-0-slug": "rain", "causes-0-statement": "It had rained"}
    new |= {"causes-0-role": "trigger", "causes-0-explanation": "So it had."}
    save(desk, page(event), **new)
    assert not event.causes.exists()


@pytest.mark.parametrize("make", [TopicFactory, SourceFactory, EventFactory, CauseFactory])
def test_a_slug_is_chosen_once(desk, make):
    row = make()
    slug = row.slug
    save(desk, page(row), slug="another")
    row.refresh_from_db()
    assert row.slug == slug


@pytest.mark.parametrize("importance", ["0", "4", "many", ""])
def test_the_importance_of_an_event_is_one_of_three(desk, event, importance):
    assert list(errors(save(desk, page(event), importance=importance))) == ["importance"]


@pytest.mark.parametrize(
    ("date", "calendar"),
    [
        ("16.11.1933", ""),
        ("1900-02-30", "OS"),
        ("1900-02-29", ""),
        ("1941/1939", ""),
        ("", ""),
    ],
)
def test_a_bad_date_is_an_error_at_the_date(desk, event, date, calendar):
    said = errors(save(desk, page(event), date=date, calendar=calendar))
    assert list(said) == ["date"]
    assert "1933-11-16" in said["date"] or not date


def test_a_bad_date_in_a_claim_is_an_error_there(desk, event):
    said = errors(save(desk, page(event), date_claims__0__says="1933-02-30"))
    assert list(said) == ["date_claims-0-says"]
    assert "1933-11-16" in said["date_claims-0-says"]


@pytest.fixture
def any_text_for_dates(monkeypatch):
    """Without the fields' own check, which knows one calendar; saving would be an error 500."""
    for model, name in ((models.Event, "date"), (models.DateClaim, "says")):
        monkeypatch.setattr(model._meta.get_field(name), "validators", [])


@pytest.mark.usefixtures("any_text_for_dates")
def test_a_day_that_only_the_old_calendar_has_needs_that_calendar(desk, event):
    assert list(errors(save(desk, page(event), date="1900-02-29"))) == ["date"]
    assert save(desk, page(event), date="1900-02-29", calendar="OS").redirect_chain


@pytest.mark.usefixtures("any_text_for_dates")
def test_a_claim_is_read_in_the_calendar_of_its_event(desk, event):
    told = {"date_claims__0__says": "1900-02-29"}
    assert list(errors(save(desk, page(event), **told))) == ["date_claims-0-says"]
    assert save(desk, page(event), calendar="OS", **told).redirect_chain


def test_a_dispute_without_a_note_is_an_error_at_the_note(desk, event):
    said = errors(save(desk, page(event), date_claims__0__dispute="error"))
    assert "resolves or explains" in said["date_claims-0-note"]


def test_a_date_that_no_claim_supports_is_saved_with_a_warning_of_what_they_say(desk, event):
    DateClaimFactory(event=event, says="", source__title="A mute book")
    DateClaimFactory(
        event=event, says="1950", source__title="A late book", dispute="error", note="A slip."
    )
    [warning] = warnings(save(desk, page(event), date="1950"))
    event.refresh_from_db()
    assert event.date == "1950"
    assert "No claim supports the date 1950" in warning
    assert "16 November 1933" in warning
    assert "A mute book: no date" in warning
    assert "A late book: 1950 (disputed)" in warning


def test_an_event_without_claims_is_saved_with_a_warning(desk):
    event = EventFactory(topics=[TopicFactory()])
    [warning] = warnings(save(desk, page(event)))
    assert "There are no claims yet." in warning


@pytest.mark.parametrize("title", ["title", "title_es"])
def test_a_title_with_a_number_is_saved_with_a_warning(desk, event, title):
    [warning] = warnings(save(desk, page(event), **{title: "The treaty of 1933"}))
    assert "would give the answer away" in warning


def test_what_sources_are_called_is_escaped_in_warnings(desk, event):
    event.date_claims.all().delete()
    DateClaimFactory(event=event, says="", source__title="<b>bold</b>")
    assert "<b>bold</b>" not in save(desk, page(event)).content.decode()


def test_the_page_links_to_the_public_page_and_to_samples(desk, event):
    text = unescape(desk.get(page(event)).content.decode())
    [to_public] = re.findall(r'href="([^"]*)" class="viewsitelink"', text)
    assert desk.get(to_public)["Location"].endswith(event.get_absolute_url())
    assert reverse("quiz:samples", args=[event.slug]) in text


def test_a_cause_on_the_page_of_its_effect_links_to_its_own(desk, event):
    cause = CauseFactory(effect=event)
    assert page(cause) in desk.get(page(event)).content.decode()


# The arrow of time and loops


@pytest.fixture
def link():
    """1920 led to 1930."""
    earlier, later = (EventFactory(date=date, topics=[TopicFactory()]) for date in ("1920", "1930"))
    return CauseClaimFactory(cause__cause=earlier, cause__effect=later).cause


def test_a_cause_after_its_effect_is_an_error_on_its_own_page(desk, link):
    late = EventFactory(date="1940", title="A later talk")
    said = errors(save(desk, page(link), cause=late.pk))
    assert "“A later talk” (1940) came after" in said["cause"]


def test_a_cause_after_its_effect_is_an_error_on_the_page_of_its_effect(desk, link):
    late = EventFactory(date="1940")
    assert list(errors(save(desk, page(link.effect), causes__0__cause=late.pk))) == [
        "causes-0-cause"
    ]


def test_moving_an_effect_before_its_cause_is_an_error_at_the_cause(desk, link):
    assert list(errors(save(desk, page(link.effect), date="1910"))) == ["causes-0-cause"]
    assert "came after" in errors(save(desk, page(link.effect), date="1910"))["causes-0-cause"]


def test_moving_a_cause_after_its_effect_is_an_error_at_the_date(desk, link):
    said = errors(save(desk, page(link.cause), date="1940"))
    assert list(said) == ["date"]
    assert link.effect.title in said["date"]


def test_a_new_event_without_a_date_has_its_error_there_and_not_at_its_causes(desk, link):
    data = {
        **filled_in(desk.get(add_page(models.Event))),
        "date": "once",
        "causes-TOTAL_FORMS": 1,
        "causes-0-cause": link.cause.pk,
    }
    said = errors(desk.post(add_page(models.Event), data))
    assert "date" in said
    assert "causes-0-cause" not in said


def test_a_move_that_keeps_the_order_is_saved(desk, link):
    save(desk, page(link.cause), date="1921")
    link.cause.refresh_from_db()
    assert link.cause.date == "1921"


@pytest.fixture
def same_year():
    """Of three events in 1920, the first led to the second and that to the third."""
    first, second, third = (
        EventFactory(date="1920", title=title, topics=[TopicFactory()])
        for title in ("First", "Second", "Third")
    )
    CauseFactory(cause=first, effect=second)
    CauseFactory(cause=second, effect=third)
    return first, second, third


def test_a_loop_is_an_error_that_names_its_members(desk, same_year):
    first, _second, third = same_year
    closing = CauseFactory(effect=first)
    said = errors(save(desk, page(closing), cause=third.pk))
    assert "circle" in said["cause"]
    assert all(title in said["cause"] for title in ("First", "Second", "Third"))


def test_a_loop_is_an_error_on_the_page_of_an_event_too(desk, same_year):
    first, _second, third = same_year
    CauseFactory(effect=first)
    said = errors(save(desk, page(first), causes__0__cause=third.pk))
    assert list(said) == ["causes-0-cause"]


def test_nothing_is_a_reason_for_itself(desk, same_year):
    first, _second, _third = same_year
    closing = CauseFactory(effect=first)
    assert "First → First" in errors(save(desk, page(closing), cause=first.pk))["cause"]


def test_a_link_may_be_turned_round(desk, same_year):
    _first, second, third = same_year
    turned = models.Cause.objects.get(effect=third)
    save(desk, page(turned), cause=third.pk, effect=second.pk)
    turned.refresh_from_db()
    assert (turned.cause, turned.effect) == (third, second)


def test_a_cause_that_nobody_asserts_is_saved_with_a_warning(desk, link):
    assert warnings(save(desk, page(link))) == []
    link.claims.all().delete()
    assert "No source asserts this yet" in warnings(save(desk, page(link)))[0]


# As many queries for many rows as for few


def queries(desk, url):
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(url).status_code == 200
    return len(captured)


def fill(event, number):
    for _ in range(number):
        DateClaimFactory(event=event)
        CauseFactory(effect=event, cause=EventFactory(date="1900"))
        MisconceptionFactory(event=event)


def test_the_page_of_an_event_asks_no_more_for_many_rows(desk, event):
    fill(event, 1)
    desk.get(page(event))
    few = queries(desk, page(event))
    fill(event, 10)
    assert queries(desk, page(event)) == few


def test_the_page_of_a_cause_asks_no_more_for_many_claims(desk):
    cause = CauseClaimFactory().cause
    desk.get(page(cause))
    few = queries(desk, page(cause))
    for _ in range(10):
        CauseClaimFactory(cause=cause)
    assert queries(desk, page(cause)) == few


@pytest.mark.parametrize("model", [models.Event, models.Cause, models.Misconception])
def test_a_list_asks_no_more_for_many_rows(desk, event, model):
    fill(event, 1)
    desk.get(list_page(model))
    few = queries(desk, list_page(model))
    fill(event, 10)
    for row in models.Event.objects.all():
        row.topics.add(TopicFactory())
    assert queries(desk, list_page(model)) == few


def test_boxes_show_what_is_stored_without_asking_for_each(desk, event):
    claim = event.date_claims.get()
    text = desk.get(page(event)).content.decode()
    assert f'<option value="{claim.source_id}" selected' in text
    assert claim.source.title in text


def test_the_admin_asks_for_nothing_that_the_policy_forbids(desk, event):
    text = desk.get(page(event)).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", text)


@pytest.mark.parametrize("model", ["history_source", "auth_user", "auth_group"])
def test_a_row_by_a_field_without_a_name_is_looked_up_by_its_number(admin_client, model):
    url = reverse(f"admin:{model}_change", args=[0])
    assert admin_client.post(url, {"_to_field": ""}).status_code == 302
