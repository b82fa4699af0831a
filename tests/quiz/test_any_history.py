"""Histories that nobody had in mind: whatever comes, a sound draft or a reason for none."""

import re
from itertools import product

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from history.dates import BadDate, parse
from quiz import kinds
from quiz.draft import Draft
from quiz.generation import ROUND_LENGTH, Refused, compose, draft
from quiz.soundness import examine, independent
from tests.history import texts
from tests.quiz.playing import answer_url, of_kind, press_play, right
from tests.quiz.world import cause, chronicle, dated, event, misconception, store, world

DIFFICULTIES = (0.0, 0.5, 1.0)


def asked(chronicle, kind, difficulties=DIFFICULTIES, seeds=(1,)):
    """The sound drafts, every way of the kind; whatever gives none has to say why."""
    asker, sound = kinds.all_kinds()[kind], []
    for target in asker.targets(chronicle):
        for way in asker.ways:
            for difficulty, seed in product(difficulties, seeds):
                outcome = draft(chronicle, kind, target, seed, difficulty, way)
                if isinstance(outcome, Refused):
                    assert outcome.rejections, (target, way)
                    assert all(rejection.name for rejection in outcome.rejections)
                else:
                    assert examine(outcome, chronicle) == []
                    sound.append(outcome)
    return sound


def survives(chronicle, difficulties=DIFFICULTIES):
    """All sound drafts by kind, after a round that had to end too."""
    composed = compose(chronicle, 1)
    assert len(composed) <= ROUND_LENGTH
    assert independent(composed) == []
    return {kind: asked(chronicle, kind, difficulties) for kind in kinds.all_kinds()}


def comparing(made):
    """The drafts that need other events: a date that is typed needs none."""
    return [
        one
        for kind in ("date", "ordering", "cause")
        for one in made[kind]
        if one.shown["mode"] != "text"
    ]


def right_texts(drafts):
    return {
        option["text"]
        for made in drafts
        if made.key["asks"]["way"] == "choose"
        for option in made.shown["options"]
        if option["id"] in made.key["answer"]
    }


# Times.

AROUND_THE_TURN = [f"-{-year:04}" if year < 0 else f"{year:04}" for year in range(-6, 8)]


def test_the_year_before_ad_1_is_1_bc_and_both_can_be_asked():
    turn = dated(*AROUND_THE_TURN)
    assert survives(turn)["ordering"]
    # Chance deals some of them out to nobody at a time.
    made = asked(turn, "date", seeds=range(3))
    assert right_texts(made) >= {"2 BC", "1 BC", "AD 1", "AD 2"}


def test_decades_and_centuries_go_through_the_year_1():
    decades = survives(dated(*[f"-00{n}X" for n in (4, 3, 2, 1)], *[f"00{n}X" for n in range(5)]))
    assert right_texts(decades["date"]) >= {"40 to 31 BC", "AD 10 to AD 19"}
    centuries = survives(dated(*[f"-0{n}XX" for n in (4, 3, 2, 1)], *[f"0{n}XX" for n in range(5)]))
    assert right_texts(centuries["date"]) >= {"400 to 301 BC", "100 to 199"}


def test_1_bc_is_in_one_decade_with_the_years_before_it():
    claimed = event("birth", title="A child is born", date="-0004", says={"log": "-0004"})
    doubted = event("birth", title="A child is born", date="-0004", says={"log": "0000"})
    for birth in (claimed, doubted):
        made = asked(
            chronicle(birth, *dated("-0100", "-0060", "0060", "0100").events),
            "date",
            seeds=range(3),
        )
        about_it = [one for one in made if one.events[0] == "birth"]
        assert right_texts(about_it) == ({"5 BC"} if birth is claimed else {"10 to 1 BC"})


def test_dates_near_the_year_1_that_are_not_sure_are_asked_more_coarsely_or_not_at_all():
    made = survives(dated("-0004~", "-0002~", "0000~", "0001~", "-0030", "0030", "-0060?", "0060"))
    assert not right_texts(made["date"]) & {"5 BC", "3 BC", "1 BC", "AD 1"}


def test_years_too_far_for_four_digits_are_asked():
    made = survives(
        dated("Y-4000000000", "Y-66000000", "Y-200000?", "Y-15000~", "Y-12000", "-9999", "Y12000")
    )
    assert "66,000,000 BC" in right_texts(made["date"])
    assert made["ordering"]


@pytest.mark.parametrize("date", ["1900-05-05", "1900", "19XX", "1850/1950", "1850/.."])
def test_where_all_happened_at_one_time_nothing_is_asked(date):
    assert comparing(survives(dated(*[date] * 12))) == []


def test_among_ties_only_the_pairs_that_are_apart_are_graded():
    history = dated(*["1900"] * 6, *["1950"] * 6, "1800", "1700")
    made = survives(history)
    assert made["date"]
    assert made["ordering"]
    for one in made["ordering"]:
        stands_for = one.key["stands_for"]
        # Of two events one is chosen; what is keyed is then the earlier of the only pair.
        first, *others = [
            *one.key["answer"],
            *(i for i in stands_for if i not in one.key["answer"]),
        ]
        for earlier, later in one.key["pairs"] or [(first, other) for other in others]:
            before, after = (history.by_slug[stands_for[i]].date for i in (earlier, later))
            assert before.latest < after.earliest


def test_intervals_of_centuries_and_open_ones_are_survived():
    survives(
        dated(
            "-05XX/04XX", "0395/1453", "04XX/14XX", "10XX/12XX", "16XX/17XX", "17XX/..", "../0476"
        )
    )
    open_ones = survives(dated("../1900", "1910/..", "1800/", "/1850", "1700", "1750", "1600/1601"))
    assert open_ones["date"]


@pytest.mark.parametrize("calendar", ["OS", "NS", "unstated"])
def test_days_around_the_turn_of_a_year_in_either_calendar(calendar):
    days = ["1899-12-20", "1899-12-31", "1900-01-01", "1900-01-13", "1850-12-31", "1851-01-01"]
    made = survives(dated(*days, "1750-12-25", "1700-01-03", "1600-06-06", calendar=calendar))
    assert made["date"]
    # The last day of an Old Style year lies in the next year, and so it is asked.
    if calendar == "OS":
        by_event = {one.events[0]: right_texts([one]) for one in made["date"]}
        assert by_event["event-2"] <= {"1900", "12 January 1900"}


@pytest.mark.parametrize("events", [(), ("1900",), ("1900", "1900-05")])
def test_a_history_too_small_to_compare_gives_reasons(events):
    assert comparing(survives(dated(*events))) == []


def test_a_history_without_causes_has_no_questions_on_causes():
    made = survives(dated("1000", "1100", "1200", "1300", "1400"))
    assert made["cause"] == []
    assert made["date"]
    assert made["ordering"]


def test_a_reason_that_lies_in_another_topic_can_still_be_asked():
    made = asked(world(without={"wreck-1803", "storm-1859"}), "cause")
    assert {"why:wall--storm"} <= {fact for one in made for fact in one.facts}
    assert not any("storm-1859" in one.events for one in made)


# Titles.

TITLES = {
    "numbers": "12 Angry Men meet 13 Colonies in 1066 and 1492, 7 times, on 9/11 or 24/7",
    "short years": "The winter of '09 and the class of ’68",
    "huge number": "The number " + "9" * 150,
    "Cyrillic": "Пётр Первый основывает новый город",
    "Arabic": "سقوط المدينة بعد حصار طويل",
    "Arabic digits": "معركة عام ١٩٠٠ الكبرى",
    "Devanagari": "महान सम्राट की विजय",
    "Chinese": "漢朝建立",
    "letters without a name": "\U00017000\U00017001 \U00017002\U00017003",
    "combining marks": "Cafe\u0301 a\u0308nd Z\u0335a\u0336l\u0337g\u0338o\u0353 opens",
    "signs alone": "☠️ → ⚔️ ★",
    "patterns": "100% of %s and %(event)s or {0} %",
    "markup": '<b>Fire</b> & “smoke” "alarm" </script>',
    "invisible": "A\u200bB\u00ad C\u202e reversed\u2066",
    "a hundred words": " ".join(["Long"] + ["and longer"] * 49 + ["ago"]),
    "one letter": "X",
    "reads as a question": "Who first won? Not all of the above!",
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_any_title_is_asked_or_refused_with_a_reason(title):
    strange = event("strange", title=title, date="1900", causes=[])
    effect = event(
        "effect",
        title=f"{title} too",
        date="1901",
        causes=[cause("c", effect="effect", cause="strange", statement=title[:180])],
        misconceptions=[misconception("effect", f"{title[:178]} {end}") for end in "ab"],
    )
    others = [
        event(f"e-{n}", title=f"Town {'abcdefgh'[n]}", date=f"{1700 + 20 * n}") for n in range(8)
    ]
    made = survives(chronicle(*others, strange, effect))
    about_it = [one for one in made["date"] if one.events[0] == "strange"]
    assert all(title in one.shown["stem"] for one in about_it)
    shown = [o["text"] for one in made["ordering"] for o in one.shown["options"]]
    assert set(shown) <= {title, f"{title} too", *(e.title for e in others)}


def test_a_title_in_any_script_is_asked():
    titles = [TITLES[name] for name in ("Cyrillic", "Arabic", "Devanagari", "Chinese")]
    made = survives(
        chronicle(
            *(event(f"e-{n}", title=t, date=f"{1500 + 100 * n}") for n, t in enumerate(titles))
        )
    )
    for title in titles:
        assert any(title in one.shown["stem"] for one in made["date"])


def test_a_hundred_words_are_too_many_for_a_question_on_a_date_and_it_says_so():
    wordy = event("wordy", title=TITLES["a hundred words"], date="1900")
    outcome = draft(
        chronicle(wordy, *dated("1700", "1750", "1800").events), "date", "when:wordy", 1
    )
    assert isinstance(outcome, Refused)
    assert {rejection.name for rejection in outcome.rejections} == {"plain-form"}


# Anything at all.

any_date = st.one_of(
    texts.qualified,
    st.builds("{}/{}".format, texts.years, texts.years),
    st.builds("{}/..".format, texts.years),
    st.sampled_from(["0000", "0001", "-0001", "000X", "-000X", "00XX", "-00XX", "9999-12-31"]),
)
any_title = st.text(min_size=1, max_size=60).filter(str.strip)


@st.composite
def histories(draw):
    """Up to nine events, of any date and title, each perhaps disputed and caused by an earlier."""
    events = []
    for n in range(draw(st.integers(1, 9))):
        calendar, date = draw(texts.calendars), draw(any_date)
        says = {"log": date, "history": draw(st.one_of(st.just(date), any_date))}
        try:
            for text in says.values():
                parse(text, calendar)
        except BadDate:
            continue
        led = [cause(f"c-{n}", effect=f"e-{n}", cause=f"e-{n - 1}", statement=draw(any_title))]
        wrong = [misconception(f"e-{n}", draw(any_title)) for _twice in range(2)]
        events.append(
            event(
                f"e-{n}",
                title=draw(any_title),
                date=date,
                says=says,
                calendar=calendar,
                causes=led if events and draw(st.booleans()) else [],
                misconceptions=wrong,
            )
        )
    return chronicle(*events)


@trying(max_examples=40, deadline=None)
@given(histories())
def test_no_history_makes_generation_raise(history):
    made = survives(history, difficulties=(0.5, 1.0))
    for kind, found in made.items():
        known = set(kinds.all_kinds()[kind].targets(history))
        assert all(one.kind == kind and set(one.facts) <= known for one in found)
        assert all(set(one.events) <= set(history.by_slug) for one in found)


# What people see of it.

SHOWN = {
    "any title": chronicle(
        *(event(f"e-{n}", title=t[:199], date=f"{1000 + n}") for n, t in enumerate(TITLES.values()))
    ),
    "years before 1": dated(*AROUND_THE_TURN),
    "far years": dated("Y-4000000000", "Y-200000?", "Y-12000", "-9999", "Y12000", "0000", "0001"),
    "Julian leap days": dated(
        "1900-02-29", "1850-01-01", "1800-02-29", "1750-01-01", "1700-02-29", calendar="OS"
    ),
    "centuries": dated("-05XX/04XX", "10XX/12XX", "17XX/..", "../0476", "000X", "-000X", "19XX"),
    "one day": dated(*["1900-01-01"] * 16),
}


@pytest.mark.django_db
@pytest.mark.parametrize("history", SHOWN.values(), ids=SHOWN)
def test_its_pages_open_and_a_round_can_be_played_to_its_end(client, history):
    topic = store(history)
    for url in (topic.get_absolute_url(), *(f"/events/{e.slug}/" for e in history.events)):
        assert client.get(url).status_code == 200
    if not compose(history, 1):
        return
    played = press_play(client, topic)
    for question in played.questions.order_by("position"):
        assert client.post(answer_url(question), right(question), follow=True).status_code == 200
    assert client.get(played.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_evidence_names_the_old_style_of_the_date_it_cites(client):
    history = dated("1700-02-29", "1750-03-03", "1800-02-29", "1850-01-01", calendar="OS")
    played = press_play(client, store(history))
    question = of_kind(played, "date")
    page = client.post(answer_url(question), right(question), follow=True).content.decode()
    assert "(Old Style)" in page.split('class="evidence"')[1]


# The shipped subjects.


@pytest.mark.parametrize("kind", ["date", "ordering", "cause"])
def test_nearly_all_of_ancient_rome_can_be_asked(ancient_rome, kind):
    asker = kinds.all_kinds()[kind]
    targets = list(asker.targets(ancient_rome))
    sound = [
        t
        for t in targets
        if any(
            isinstance(draft(ancient_rome, kind, t, seed, way=asker.ways[0]), Draft)
            for seed in (1, 2)
        )
    ]
    assert len(sound) >= (0.9 if kind == "cause" else 0.95) * len(targets)


SUBJECT = re.compile(
    r"russia|soviet|kremlin|moscow|petersburg|washington|wilson|roosevelt|truman|reagan|gorbachev"
    r"|stalin|lenin|putin|bolshevi|tsar|alaska|cold war|united states|us-russia|american"
    r"|\brom(?:e|ans?|ulus)\b|ancient-rome|caesar|hannibal",
    re.IGNORECASE,
)
FOLDERS = ("config", "history", "quiz", "static", "templates")


def test_nothing_but_the_packs_knows_their_subjects():
    told = []
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            in_pack = path.suffix in (".csv", ".toml")
            if path.is_file() and not in_pack and path.suffix not in (".pyc", ".woff2"):
                text = path.read_text(encoding="utf-8", errors="ignore")
                told += [f"{path}: {found}" for found in SUBJECT.findall(text)]
    assert told == []
