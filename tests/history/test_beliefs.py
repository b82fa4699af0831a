"""What a source gives as a reason is no misconception."""

import pytest
from django.core.exceptions import ValidationError

from history.models import Misconception
from history.packs.checks import beliefs_proved_true
from tests.history.factories import CauseFactory


class Row(dict):
    def problem(self, column, text):
        return column, text


class Pack:
    causes = (Row(slug="riot--rain", effect="riot", statement="It had rained"),)

    def __init__(self, **fields):
        self.beliefs = [Row(event="riot", about="why", statement="It had rained!") | fields]
        self.beliefs = [Row(one) for one in self.beliefs]

    def known(self, name):
        return self.causes if name == "causes" else ()

    def rows(self, name):
        return self.beliefs if name == "misconceptions" else ()


def test_a_pack_tells_which_reason_proves_its_misconception_true():
    ((column, text),) = beliefs_proved_true(Pack())
    assert column == "statement"
    assert "“riot--rain” gives this as a true reason" in text


@pytest.mark.parametrize(
    "fields", [{"about": "when"}, {"event": "war"}, {"statement": "It snowed"}]
)
def test_another_event_question_or_belief_is_left_alone(fields):
    assert not list(beliefs_proved_true(Pack(**fields)))


@pytest.mark.django_db
def test_the_admin_refuses_it_at_its_field():
    cause = CauseFactory(statement="It had rained")
    belief = Misconception(
        event=cause.effect, about="why", statement="it had rained.", correction="No.", tag="weather"
    )
    with pytest.raises(ValidationError) as refused:
        belief.full_clean()
    assert set(refused.value.message_dict) == {"statement"}
    belief.about = "when"
    belief.full_clean()
