from quiz.audit.coverage import cover, is_supported
from tests.quiz.world import date_claim, dated, event, world


def test_an_event_that_can_be_dated_and_ordered_is_covered():
    found = cover(world(), seed=1)
    assert found.supported == len(world().events)
    assert found.share == 1


def test_an_event_without_a_supported_date_does_not_count():
    silent = event("tower-1809", says={"log": None})
    assert not is_supported(silent)
    assert cover(world(silent), seed=1).supported == len(world().events) - 1


def test_a_disputed_date_is_no_support():
    plain = event("bell-1819")
    held = type(plain)(
        **{name: getattr(plain, name) for name in plain.__dataclass_fields__}
        | {"claims": (date_claim("bell-1819", "log", "1919", dispute="error"),)}
    )
    assert is_supported(plain)
    assert not is_supported(held)


def test_what_can_be_asked_in_too_few_ways_is_told_with_the_reasons():
    found = cover(dated("18XX/19XX", "18XX/19XX"), seed=1)
    assert found.share == 0
    (first, _second) = found.uncovered
    assert first.slug == "event-1"
    assert first.ways == ()
    assert any("too-vague" in reason for reason in first.reasons)


def test_a_topic_without_a_supported_date_has_nothing_to_cover():
    assert cover(dated(), seed=1).share == 1
