from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from history.dates import parse
from history.drawing import ARROW, draw
from history.periods import Entry, cut, in_order, round_years
from history.placing import lanes, spread, text_width, wrap
from history.timeline import most_telling, timeline


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def entry(date, title="Envoys meet", calendar="", **more):
    return Entry(title, f"/events/{title}/", parse(date, calendar), **more)


def drawn(*dates, sides=1):
    (period,) = cut(in_order(entry(date, f"Event {n}") for n, date in enumerate(dates)))
    return draw(period, "test", 340 * sides, sides)


def mark(*dates):
    return drawn(*dates).marks[0]


heights = st.lists(st.integers(20, 90), min_size=1, max_size=40)


@given(st.data(), heights)
def test_labels_never_overlap_and_stay_in_the_drawing(data, heights):
    count = len(heights)
    wanted = sorted(data.draw(st.lists(st.integers(0, 900), min_size=count, max_size=count)))
    room = sum(heights) + data.draw(st.integers(0, 300))
    centres = spread(wanted, heights, room)
    edges = [(c - h / 2, c + h / 2) for c, h in zip(centres, heights, strict=True)]
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= room + 1e-6
    assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(edges))


def test_labels_with_room_stay_where_they_are_wanted():
    assert spread([100, 300, 500], [40, 40, 40], 600) == [100, 300, 500]


def test_labels_in_each_others_way_share_the_displacement():
    assert spread([100, 100], [40, 40], 600) == [80, 120]


def test_no_label_needs_no_place():
    assert spread([], [], 100) == []


def test_overlapping_bars_stand_side_by_side_and_a_free_lane_is_used_again():
    assert lanes([(0, 10), (5, 20), (11, 15)], 3) == [0, 1, 0]


def test_bars_beyond_the_last_lane_go_where_they_hide_least():
    assert lanes([(0, 90), (1, 30), (2, 60)], 2) == [0, 1, 1]


@given(st.text(max_size=200), st.integers(4, 30))
def test_lines_are_as_narrow_as_asked(text, width):
    lines = wrap(text, width, 3)
    assert len(lines) <= 3
    assert all(text_width(line) <= width for line in lines)


def test_a_title_is_kept_whole_where_there_is_room():
    assert " ".join(wrap("United States recognises the Soviet Union", 14, 3)) == (
        "United States recognises the Soviet Union"
    )


def test_what_does_not_fit_is_seen_to_be_cut():
    assert wrap("one two three four", 3, 2)[-1].endswith("…")


@pytest.mark.parametrize(
    ("first", "last", "most", "years"),
    [
        (1776, 2022, 6, [1800, 1850, 1900, 1950, 2000]),
        (1930, 1939, 10, list(range(1930, 1940))),
        (-249, 60, 6, [-199, -99, 1]),  # 200 and 100 BC
        (-43, 20, 7, [-39, -29, -19, -9, 1, 10, 20]),  # 40, 30, 20, 10 BC
        (1933, 1933, 1, [1933]),
    ],
)
def test_ticks_are_at_round_years_as_people_count_them(first, last, most, years):
    assert round_years(first, last, most) == years


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.integers(1, 40))
def test_ticks_are_in_order_within_bounds_and_not_too_many(first, length, most):
    years = round_years(first, first + length, most)
    assert years == sorted(set(years))
    assert all(first <= year <= first + length for year in years)
    assert len(years) <= most + 3


def test_a_timeline_without_events_is_empty():
    assert timeline([]).periods == ()


def test_a_single_event_has_a_period_of_its_year():
    (period,) = timeline([entry("1933-11-16")]).periods
    assert period.name == "1933"


def test_few_events_share_a_drawing_however_far_apart():
    assert [p.name for p in timeline([entry("1776"), entry("2022")]).periods] == ["1776 to 2022"]


def test_crowded_centuries_are_cut_into_decades():
    crowd = [entry(f"{year}", f"{n}") for year in (1917, 1933, 1945) for n in range(20)]
    names = [period.name for period in timeline(crowd).periods]
    assert names == ["The 1910s", "The 1930s", "The 1940s"]


def test_periods_hold_every_event_once_and_in_order():
    events = [entry(f"{1700 + n * 7 % 300}", str(n)) for n in range(200)]
    held = timeline(events).entries
    assert sorted(held, key=lambda e: e.title) == sorted(events, key=lambda e: e.title)
    assert [e.day for e in held] == sorted(e.day for e in held)


def test_years_before_christ_come_first_and_are_named_so():
    (period,) = timeline([entry("0014"), entry("-0043-03-15")]).periods
    assert period.name == "44 BC to AD 14"
    assert [e.when for e in period.entries] == ["15 March 44 BC", "AD 14"]
    assert period.anchor == "from-43bc"


def test_centuries_before_christ_hold_the_years_that_they_are_named_after():
    years = [entry(f"-{n:04}", str(n)) for n in range(299, 0, -10)]
    years += [entry("0000", "Last"), entry("0001", "First"), entry("0099", "Later")]
    named = [(p.name, p.entries[0].when, p.entries[-1].when) for p in timeline(years * 2).periods]
    assert named == [
        ("300 to 201 BC", "300 BC", "210 BC"),
        ("200 to 101 BC", "200 BC", "110 BC"),
        ("100 to 1 BC", "100 BC", "1 BC"),
        ("AD 1 to AD 99", "AD 1", "AD 99"),
    ]


def test_decades_on_either_side_of_the_turn_share_no_year():
    years = [entry("-0012"), entry("-0005"), entry("0000"), entry("0001"), entry("0009")]
    crowd = [one for one in years for _n in range(61)]
    names = [period.name for period in timeline(crowd).periods]
    assert names == ["13 BC", "6 BC", "1 BC", "AD 1", "AD 9"]
    names = [period.name for period in timeline(crowd[::6]).periods]
    assert names == ["20 to 11 BC", "10 to 1 BC", "AD 1 to AD 9"]


def test_a_day_is_a_dot():
    assert mark("1933-11-16").sign == "dot"


def test_a_year_is_as_long_as_the_year_where_that_can_be_seen():
    year = mark("1933")
    assert year.sign == "capsule"
    assert year.top < year.y < year.bottom


def test_a_month_among_centuries_is_a_ring():
    assert mark("1600-05", "1900").sign == "ring"


def test_an_interval_is_filled_as_far_as_it_is_certain():
    war = mark("1930/1938", "1939")
    assert war.sign == "bar"
    assert war.top < war.solid_top < war.solid_bottom < war.bottom


def test_a_short_interval_is_a_dot():
    assert mark("1800-07-19/1800-08-03", "1900").sign == "dot"


def test_an_open_interval_runs_off_the_drawing_on_its_open_side():
    later_drawing, earlier_drawing = drawn("1991-01-01/..", "2000"), drawn("../1991", "1999")
    (later, _), (earlier, _) = later_drawing.marks, earlier_drawing.marks
    assert later.bottom == later_drawing.height - ARROW
    assert later.top == later.y
    assert earlier.top == ARROW
    assert earlier.bottom < earlier_drawing.height - ARROW


def test_an_interval_with_vague_ends_claims_no_certain_day():
    assert entry("1930~/1931~").certain is None


def test_events_of_one_day_have_labels_of_their_own():
    marks = drawn(*["1991-12-25"] * 5).marks
    assert len({m.y for m in marks}) == 1
    assert len({m.date_y for m in marks}) == 5


@given(
    st.lists(
        st.integers(-3000, 2100).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}"),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([1, 2]),
)
def test_all_marks_are_in_the_drawing_in_order_of_time(dates, sides):
    for period in cut(in_order(entry(date) for date in dates)):
        drawing = draw(period, "test", 500 * sides, sides)
        assert [m.entry for m in drawing.marks] == list(period.entries)
        assert [m.y for m in drawing.marks] == sorted(m.y for m in drawing.marks)
        assert all(0 <= m.y <= drawing.height for m in drawing.marks)
        assert all(0 < m.date_y < drawing.height for m in drawing.marks)
        assert all(0 <= tick.at <= drawing.height for tick in drawing.ticks)


def test_distances_within_a_period_are_true():
    a, b, c = drawn("1900-01-01", "1910-01-01", "1930-01-01").marks
    assert (c.y - b.y) / (b.y - a.y) == pytest.approx(2, abs=0.15)


def test_a_wide_drawing_has_labels_on_both_sides():
    marks = drawn("1900", "1910", "1920", "1930", sides=2).marks
    assert [m.is_left for m in marks] == [False, True, False, True]
    assert marks[1].label_x < marks[1].x < marks[0].x < marks[0].label_x


def test_the_strip_has_one_scale_for_all():
    strip = timeline([entry("1800-01-01"), entry("1900-01-01"), entry("1995/1999")]).strip
    assert [round(at) for at, _importance in strip.pins] == [0, 50, 98]
    ((at, width),) = strip.bars
    assert at + width == pytest.approx(100)


def test_the_key_explains_the_signs_that_occur_and_no_others():
    whole = timeline([entry("1933-11-16", disputed=True), entry("1918~"), entry("1991/..")])
    assert whole.signs == {"dot", "ring", "bar", "doubt", "open", "disputed"}
    assert timeline([entry("1933-11-16")]).signs == {"dot"}


def test_all_events_are_drawn_while_they_are_few():
    assert sorted(most_telling([(n, n % 3) for n in range(300)])) == list(range(300))


def test_of_too_many_the_important_ones_are_drawn_and_the_rest_evenly():
    ranked = [(n, 3 if n % 100 == 0 else 1) for n in range(10_000)]
    chosen = most_telling(ranked)
    assert len(chosen) == 300
    assert {n for n, rank in ranked if rank == 3} <= set(chosen)
    by_quarter = [sum(n // 2500 == quarter for n in chosen) for quarter in range(4)]
    assert max(by_quarter) - min(by_quarter) <= 2
