"""Every page and state in which somebody may find Footnote: by name, for whom, and where."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

from tests.browser.town import WAYS

# For whom is the browser's: nobody has not played yet.  In braces stands what `town.ids` names.
PLACES = """
home                          | nobody  | /
home, played                  | pupil   | /
choosing a round              | guest   | /topics/{topic}/play/
timeline                      | nobody  | /topics/{topic}/
event                         | nobody  | /events/{event}/
event with a dispute          | nobody  | /events/strike-1873/
source                        | nobody  | /sources/{source}/
not there                     | nobody  | /events/never/
sign in                       | nobody  | /accounts/login/
session ended                 | nobody  | /accounts/ended/?next=/me/
sign up                       | nobody  | /accounts/signup/
marks                         | pupil   | /rounds/{finished}/
a round that is closed        | pupil   | /rounds/{closed}/
not in the class any more     | removed | /classes/{class}/
my timeline                   | pupil   | /me/
my timeline, empty            | guest   | /me/
my answers                    | pupil   | /me/answers/
objection that waits          | pupil   | /questions/{waiting}/answer/
objection dismissed           | pupil   | /questions/{dismissed}/answer/
objection upheld              | pupil   | /questions/{upheld}/answer/
a second answer, told late    | pupil   | /questions/{waiting}/answer/?late
joining                       | nobody  | /join/
joining by a link             | nobody  | /join/{code}/
coming back                   | nobody  | /join/again/
my classes                    | pupil   | /classes/
board                         | pupil   | /classes/{class}/
facts of the board            | pupil   | /classes/{class}/facts/
projector                     | teacher | /classes/{class}/board/
projector, nobody joined      | teacher | /classes/{empty}/board/
me in the class               | pupil   | /classes/{class}/me/
assignments of a pupil        | pupil   | /classes/{class}/assignments/
assignment, open              | pupil   | /assignments/{open_assignment}/
assignment, over              | pupil   | /assignments/{over_assignment}/
classes of a teacher          | teacher | /classes/
desk                          | teacher | /classes/{class}/
desk, nobody joined           | teacher | /classes/{empty}/
misconceptions                | teacher | /classes/{class}/misconceptions/
how each question did         | teacher | /classes/{class}/questions/
pupils                        | teacher | /classes/{class}/pupils/
a pupil                       | teacher | /classes/{class}/pupils/{member}/
cards                         | teacher | /classes/{class}/cards/
way in on the wall            | teacher | /classes/{class}/joining/
settings                      | teacher | /classes/{class}/settings/
invitation                    | teacher | /invitations/{token}/
assignments                   | teacher | /classes/{class}/assignments/
new assignment                | teacher | /classes/{class}/assignments/new/
one assignment                | teacher | /assignments/{open_assignment}/
sample questions              | teacher | /events/{event}/samples/
what is hard to ask           | teacher | /topics/{topic}/coverage/
library                       | teacher | /admin/
events in the library         | teacher | /admin/history/event/
an event in the library       | teacher | /admin/history/event/{event_pk}/change/
a topic in the library        | teacher | /admin/history/topic/{topic_pk}/change/
own questions                 | teacher | /admin/quiz/authoredquestion/
a new own question            | teacher | /admin/quiz/authoredquestion/add/
an own question               | teacher | /admin/quiz/authoredquestion/{own_pk}/change/
objections                    | teacher | /admin/quiz/objection/
an objection to decide        | teacher | /admin/quiz/objection/{waiting_pk}/change/
import a pack                 | teacher | /admin/packs/import/
export a topic                | teacher | /admin/packs/export/
import own questions          | teacher | /admin/questions/import/
"""


class State(NamedTuple):
    who: str
    address: str
    reach: Callable[[Page], None] = lambda page: None  # what is done there first


def steps(*done):
    """What is done one after the other: a word, where, and with what."""

    def reach(page):
        for word, place, *value in done:
            getattr(page, word)(place, *value)

    return reach


def sent(submit, shown, **fields):
    """A form is filled in by the ids of its fields and sent, until `shown` is there."""
    filled = [("fill", f"#id_{name}", value) for name, value in fields.items()]
    return steps(*filled, ("click", submit), ("wait_for_selector", shown))


def send(button):
    return (("click", button), ("wait_for_selector", ".errorlist"))


def sent_empty(button):
    """A form is sent as it is, whatever the browser thinks of it."""

    def reach(page):
        page.evaluate("document.querySelectorAll('form').forEach((one) => { one.noValidate = 1; })")
        page.click(button)
        page.wait_for_selector(".errorlist")

    return reach


WITH_REMARKS = ("wait_for_selector", "#remarks")


def a_card_in_hand(page):
    handle = page.locator("#ordering .handle").first.bounding_box()
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, handle["y"] + 90, steps=3)


def without_its_token(page):
    page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').remove()")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("#join")
    page.wait_for_load_state()


def not_sent(page):
    page.locator(".option").first.click()
    page.context.set_offline(True)
    page.click("#submit-answer")
    page.wait_for_selector("#not-sent:not(:empty)")


def a_file(text, go):
    def reach(page):
        buffer = text.encode()
        page.set_input_files("#id_file", {"name": "a.csv", "mimeType": "", "buffer": buffer})
        page.click(go)
        page.wait_for_load_state()

    return reach


SOURCES = "slug,title,author,publisher,kind,viewpoint,language,published,url\n"
NEW_SOURCE = SOURCES + "ledger,The Ledger,,,primary,,en,,\n"
REACHED = {
    "a card moved by its arrow": State(
        "pupil",
        "/rounds/{ordering-all_asked}/",
        steps(("press", "button.move[id^=down] >> nth=0", "Enter")),
    ),
    "a card in hand": State("pupil", "/rounds/{ordering-all_asked}/", a_card_in_hand),
    "a date not understood": State(
        "pupil",
        "/rounds/{date-type_asked}/",
        steps(
            ("fill", "#typed-answer", "long ago"),
            ("click", "#submit-answer"),
            ("wait_for_selector", ".errorlist"),
        ),
    ),
    "no option ticked": State(
        "pupil",
        "/rounds/{cause-all_asked}/",
        steps(("click", "#submit-answer"), ("wait_for_selector", ".errorlist")),
    ),
    "an answer that was not sent": State("pupil", "/rounds/{date-choose_asked}/", not_sent),
    "objecting": State(
        "pupil", "/questions/{date-choose_wrong}/answer/", steps(("click", "#object summary"))
    ),
    "objecting without a word": State(
        "pupil",
        "/questions/{date-choose_wrong}/answer/",
        steps(
            ("click", "#object summary"),
            ("click", "#object-submit"),
            ("wait_for_selector", "#object .errorlist"),
        ),
    ),
    "wrong code": State(
        "nobody", "/join/", sent("#join", ".errorlist", code="2222-2222", nickname="Odd Newt")
    ),
    "nickname taken": State(
        "nobody", "/join/{code}/", sent("#join", ".errorlist", nickname="Calm Otter")
    ),
    "wrong words": State(
        "nobody",
        "/join/again/",
        sent("#come-back", ".errorlist", code="2222-2222", phrase="kelp kelp kelp"),
    ),
    "sign in, failed": State(
        "nobody", "/accounts/login/", sent("#login", ".errorlist", username="odd", password="newt")
    ),
    "sign up, refused": State(
        "nobody",
        "/accounts/signup/",
        sent("#signup", ".errorlist", username="odd", password1="newt", password2="no newt"),
    ),
    "a round refused": State(
        "guest",
        "/topics/{topic}/play/",
        steps(("fill", "#id_since", "long ago"), *send("#start")),
    ),
    "a class without a name": State("teacher", "/classes/", sent_empty("#make-class")),
    "an assignment due too early": State(
        "teacher",
        "/classes/{class}/assignments/new/",
        steps(("fill", "#id_due", "2001-01-01T08:00"), *send("#set")),
    ),
    "a nickname refused": State(
        "teacher", "/classes/{class}/pupils/{member}/", sent("#rename", ".errorlist", nickname="!!")
    ),
    "an own question refused": State(
        "teacher", "/admin/quiz/authoredquestion/add/", sent_empty("[name=_save]")
    ),
    "an own question with remarks": State(
        "teacher",
        "/admin/quiz/authoredquestion/{own_pk}/change/",
        steps(("fill", "#id_stem", "In 1812?"), ("click", "#check-question"), WITH_REMARKS),
    ),
    "own questions refused": State(
        "teacher", "/admin/questions/import/", a_file("slug,what\nmine,none\n", "#import-check")
    ),
    "a form gone stale": State("nobody", "/join/", without_its_token),
    "not allowed": State("teacher", "/admin/auth/user/add/"),
    "a pack to look through": State(
        "teacher", "/admin/packs/import/", a_file(NEW_SOURCE, "#import-check")
    ),
    "a pack that is refused": State(
        "teacher", "/admin/packs/import/", a_file("slug,what\nledger,none\n", "#import-check")
    ),
}


def _places():
    for line in PLACES.strip().splitlines():
        name, who, address = (cell.strip() for cell in line.split("|"))
        yield name, State(who, address)


def _questions():
    for kind, way in WAYS:
        asked, name = f"{kind}-{way}", f"{kind}, {way}"
        yield f"{name}: asked", State("pupil", f"/rounds/{{{asked}_asked}}/")
        yield f"{name}: right", State("pupil", f"/questions/{{{asked}_right}}/answer/")
        yield f"{name}: wrong", State("pupil", f"/questions/{{{asked}_wrong}}/answer/")


STATES = dict([*_places(), *REACHED.items(), *_questions()])
