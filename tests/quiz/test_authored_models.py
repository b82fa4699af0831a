"""What the database keeps of a teacher's own question, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from history.dates import parse
from quiz.bank import chronicle_for, record
from quiz.kinds import authored
from quiz.models import AuthoredQuestion
from quiz.own import OwnQuestion
from tests.history.factories import EventFactory, TopicFactory
from tests.quiz import own

pytestmark = pytest.mark.django_db


@pytest.fixture
def lighthouse():
    return TopicFactory()


def change(row, **fields):
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("single", {"form": "riddle"}),
        ("single", {"slug": ""}),
        ("single", {"stem": ""}),
        ("single", {"explanation": ""}),
        ("single", {"locator": ""}),
        ("single", {"accepted": "Ada"}),
        ("single", {"date": "1809"}),
        ("single", {"calendar": "lunar"}),
        ("single", {"overruled": "no-clang"}),
        ("single", {"overruled": "no-clang", "overruled_reason": "A game."}),
        ("short", {"accepted": ""}),
        ("short", {"date": "1809"}),
        ("date", {"date": ""}),
        ("date", {"accepted": "Ada"}),
        ("date", {"form": "short"}),
    ],
)
def test_a_question_that_breaks_a_rule_is_not_kept(lighthouse, form, fields):
    row = own.store(own.ALL[form], lighthouse)
    with pytest.raises(IntegrityError):
        change(row, **fields)


def test_a_reason_lets_checks_be_overruled(lighthouse):
    row = own.store(own.SINGLE, lighthouse)
    why = "The word is in every option."
    change(row, overruled="no-clang", overruled_reason=why, overruled_at=timezone.now())
    row.refresh_from_db()
    assert (row.overruled, row.overruled_reason) == ("no-clang", why)


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "Jon Reed"}, {"is_right": False}])
def test_an_option_that_breaks_a_rule_is_not_kept(lighthouse, fields):
    row = own.store(own.SINGLE, lighthouse)
    with pytest.raises(IntegrityError):
        change(row.options.get(text="Ada Brine"), **fields)


def test_a_wrong_option_says_why(lighthouse):
    row = own.store(own.SINGLE, lighthouse)
    with pytest.raises(IntegrityError):
        change(row.options.get(text="Jon Reed"), why_wrong="")


def test_a_topic_is_asked_the_same_only_once(lighthouse):
    own.store(own.SINGLE, lighthouse)
    twin = own.store(own.SHORT, lighthouse)
    with pytest.raises(IntegrityError):
        change(twin, stem=own.SINGLE.stem)
    change(twin, stem=own.SINGLE.stem, topic=TopicFactory())


def test_what_a_question_rests_on_cannot_be_deleted_under_it(lighthouse):
    event = EventFactory(slug=own.SINGLE.event)
    row = own.store(own.SINGLE, lighthouse)
    for needed in (event, row.source):
        with pytest.raises(ProtectedError):
            needed.delete()


# As the rules see it


@pytest.mark.parametrize("question", own.ALL.values(), ids=own.ALL)
def test_a_question_is_read_as_it_was_written(lighthouse, question):
    EventFactory(slug=question.event)
    read = record(row := own.store(question, lighthouse), row.options.all())
    told = {name: getattr(read, name) for name in OwnQuestion.__dataclass_fields__}
    told["source"] = question.source
    assert OwnQuestion(**told) == question
    assert read.source.slug == question.source.slug


def test_a_date_is_read_in_its_calendar(lighthouse):
    row = own.store(own.DATE, lighthouse, calendar="OS")
    assert record(row, []).date == parse("1809-09-01", "OS")


def test_items_stand_by_place_and_then_by_row(lighthouse):
    row = own.store(own.ORDERING, lighthouse)
    first, second, third = row.options.order_by("position")
    change(first, position=9)
    change(second, position=0)
    change(third, position=0)
    texts = [option.text for option in record(row, row.options.all()).options]
    assert texts == [second.text, third.text, first.text]


def test_a_chronicle_is_read_with_the_questions_of_its_topic(lighthouse):
    own.store(own.SINGLE, lighthouse)
    own.store(own.DATE, TopicFactory())
    assert list(chronicle_for(lighthouse).extras) == [own.SINGLE.fact]


def test_a_question_that_rests_is_known_and_not_asked(lighthouse):
    own.store(own.SINGLE, lighthouse)
    own.store(own.SHORT, lighthouse, active=False)
    chronicle = chronicle_for(lighthouse)
    assert own.SHORT.fact in chronicle.extras
    assert authored.targets(chronicle) == [own.SINGLE.fact]


@pytest.mark.parametrize("forms", [["single"], list(own.ALL)])
def test_it_takes_two_queries_more_and_none_again(lighthouse, django_assert_num_queries, forms):
    for form in forms:
        own.store(own.ALL[form], lighthouse)
    with django_assert_num_queries(8 + 2):
        chronicle = chronicle_for(lighthouse)
    with django_assert_num_queries(0):
        assert chronicle_for(lighthouse) is chronicle
    assert len(chronicle.extras) == len(forms)


def test_a_new_version_has_the_new_questions(lighthouse):
    assert not chronicle_for(lighthouse).extras
    own.store(own.SINGLE, lighthouse)
    type(lighthouse).objects.bump()
    lighthouse.refresh_from_db()
    assert list(chronicle_for(lighthouse).extras) == [own.SINGLE.fact]


def test_a_question_is_called_by_its_stem():
    assert str(AuthoredQuestion(stem="Who?")) == "Who?"
