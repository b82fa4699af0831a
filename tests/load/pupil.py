"""A pupil of a class: reads the question, thinks, answers, and looks at the board now and then."""

import re
from time import sleep

from tests.load.wire import Wire

FORM = re.compile(r'action="/questions/([0-9a-f-]+)/answer/"')
INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'(name|value|type)="([^"]*)"')
BOARD_EACH = 5  # answers
TOKEN = "a" * 32


class Pupil:
    """Everything it does is drawn from `rng`; `acknowledged` holds what it was told is stored."""

    def __init__(self, site, topic, rng, note, *, session=None, classroom=None, think=0.0):
        self.wire = Wire(site, {"sessionid": session} if session else {})
        self.topic, self.rng, self.note = topic, rng, note
        self.classroom, self.think = classroom, think
        self.round = self.tag = None
        self.acknowledged = []

    def begin(self):
        """Press Play."""
        path = f"/topics/{self.topic}/play/"
        token = self.wire.get(path).token
        reply = self.note("begin", self.wire.post(path, {"csrfmiddlewaretoken": token}), 302)
        self.round = reply.goes_to if reply.status == 302 else None

    def read(self):
        """The page of the question that is open, or None after the last."""
        reply = self.note("read", self.wire.get(self.round, htmx=True))
        return reply if FORM.search(reply.body) else None

    def play(self, answers):
        """So many answers, in as many rounds as they take."""
        given = 0
        while given < answers:
            page = self.read() if self.round else None
            if page is None:
                self.begin()
                continue
            sleep(self.rng.uniform(0.5, 1.5) * self.think)
            self.answer(page)
            given += 1
            if self.classroom and given % BOARD_EACH == 0:
                self.look()

    def answer(self, page):
        question, data = FORM.search(page.body)[1], filled_in(page.body, self.rng)
        self.send(question, {**data, "csrfmiddlewaretoken": page.token})

    def send(self, question, data):
        path = f"/questions/{question}/answer/"
        # A page that was not read has given no token; the cookie's own is as good.
        token = {"csrfmiddlewaretoken": self.wire.cookies.setdefault("csrftoken", TOKEN)}
        reply = self.note("answer", self.wire.post(path, token | data, htmx=True))
        if reply.status == 200:
            self.acknowledged.append((question, data))
        return reply

    def look(self):
        """The wall, asked as the page itself asks: with the board that it has."""
        known = {"If-None-Match": self.tag} if self.tag else {}
        path = f"/classes/{self.classroom}/board/"
        reply = self.note("board", self.wire.get(path, htmx=True, headers=known), 200, 304)
        self.tag = reply.headers.get("etag")


def filled_in(page, rng):
    """The form on the page as somebody fills it in who guesses."""
    fields = [dict(ATTRIBUTE.findall(tag)) for tag in INPUT.findall(page)]
    ranks = [field["name"] for field in fields if field.get("name", "").startswith("rank-")]
    if ranks:
        numbers = [*range(1, len(ranks) + 1)]
        # Cards that lie as they lay were not moved yet, and are no answer.
        while numbers == sorted(numbers):
            rng.shuffle(numbers)
        return dict(zip(ranks, numbers, strict=True))
    values = [field.get("value") for field in fields if field.get("name") == "answer"]
    return {"answer": rng.choice(values) if any(values) else str(rng.randint(1800, 1990))}
