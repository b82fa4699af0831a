"""Many at once on the same thing: the same question, the same pupil, the last moment.

Each function returns sentences about what went wrong; none is what is wanted. The same function on
a server whose protection was taken away (`tests.chaos.unprotected`) has to find something.
"""

import re
from random import Random
from threading import Barrier
from time import monotonic, sleep

from tests.load.crowd import all_at_once, crowd
from tests.load.pupil import Pupil

SIMULTANEOUS = 8
LANES = 3  # questions raced for at a time
DROPPED = 0.1
# What differs from request to request: the token, and the notice that an answer came before.
FLEETING = re.compile(r'value="\w{64}"|<p class="notice" role="status">.*?</p>', re.DOTALL)


def ignore(_name, reply, *_wanted):
    return reply


def same_question(site, told):
    """Eight submits of each question at a time, half of them of another choice than the others."""
    # All of a pupil's in one lane: how many of a round are open is on the page, too.
    lanes = [[] for _ in range(LANES)]
    for number, session in enumerate(told["sessions"]):
        lanes[number % LANES] += [(session, *asked) for asked in told["questions"][number]]
    wrong, acknowledged = [], []

    def lane(mine):
        for session, uuid, ways in mine:
            wires = [
                Pupil(site.address, told["topic"], Random(n), ignore, session=session)
                for n in range(SIMULTANEOUS)
            ]
            replies = raced(wires, uuid, ways)
            wrong.extend(f"{uuid}: {problem}" for problem in amiss(replies))
            acknowledged.append((uuid, None))

    all_at_once([lambda mine=mine: lane(mine) for mine in lanes])
    return wrong, acknowledged


def raced(pupils, uuid, ways):
    ready, replies = Barrier(len(pupils)), []

    def submit(pupil, data):
        ready.wait(30)
        replies.append(pupil.send(uuid, data))

    all_at_once([lambda p=p, n=n: submit(p, ways[n % 2]) for n, p in enumerate(pupils)])
    return replies


def amiss(replies):
    strange = sorted({reply.status for reply in replies} - {200})
    if strange:
        yield f"replies {strange}"
    bodies = [FLEETING.sub("", reply.body) for reply in replies if reply.status == 200]
    shown = {" ".join(body.split()) for body in bodies}
    if len(shown) > 1:
        yield f"{len(shown)} different answers shown as the recorded one"


def two_tabs(site, told, answers):
    """Each pupil answers in two tabs at once: the same draft, which was asked in several rounds,
    at about the same time, so that both tabs move the same memories."""
    each = answers // len(told["sessions"])
    tabs, figures = [], None
    for tab in (0, 1):
        pupils, figures = crowd(site.address, told["topic"], told["sessions"])
        # What can be filled in is the same where the draft is.
        asked = [
            sorted(questions[:each], key=lambda q: str(q[1])) for questions in told["questions"]
        ]
        tabs += [(pupil, mine[tab::2]) for pupil, mine in zip(pupils, asked, strict=True)]
    errors = []

    def work(pupil, questions):
        for uuid, ways in questions:
            reply = pupil.send(uuid, ways[0])
            if reply.status != 200:
                errors.append(f"{uuid}: {reply.status} {reply.error}")

    all_at_once([lambda p=p, q=q: work(p, q) for p, q in tabs], figures)
    return errors, [answer for pupil, _questions in tabs for answer in pupil.acknowledged]


def dropped_replies(site, told):
    """One connection in ten breaks before the reply; the browser asks again."""
    pupils, figures = crowd(site.address, told["topic"], told["sessions"])
    errors, drops = [], []

    def work(pupil, questions):
        for uuid, ways in questions:
            if pupil.rng.random() < DROPPED:
                drops.append(uuid)
                token = {"csrfmiddlewaretoken": pupil.wire.cookies["csrftoken"]}
                pupil.wire.drop(f"/questions/{uuid}/answer/", token | ways[0])
            if pupil.send(uuid, ways[0]).status != 200:
                errors.append(uuid)

    for pupil in pupils:
        pupil.wire.cookies["csrftoken"] = "a" * 32
    jobs = [lambda p=p, q=q: work(p, q) for p, q in zip(pupils, told["questions"], strict=True)]
    all_at_once(jobs, figures)
    return errors, [answer for pupil in pupils for answer in pupil.acknowledged], len(drops)


def deadline(site, told, seconds=20, meanwhile=lambda: None):
    """Answers around the moment at which rounds close: each is stored and said so, or neither."""
    pupils, _figures = crowd(site.address, told["topic"], told["sessions"])
    outcomes, last = {}, monotonic() + seconds

    def work(pupil, questions):
        for uuid, ways in questions:
            if monotonic() < last:
                outcomes[uuid] = pupil.send(uuid, ways[0]).status
                sleep(0.1)

    jobs = [lambda p=p, q=q: work(p, q) for p, q in zip(pupils, told["questions"], strict=True)]
    all_at_once([meanwhile, *jobs])
    return outcomes
