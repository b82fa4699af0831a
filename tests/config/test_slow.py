"""Requests that come slowly, in half or in no form at all, as over a network that fails."""

import socket
import time
from contextlib import ExitStack

import pytest

from tests.config.served import Served
from tests.servers.commands import manage, production

HEAD = (
    b"POST /join/ HTTP/1.1\r\nHost: quiz.example\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)
PATIENCE = 2  # seconds


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    file = tmp_path_factory.mktemp("school") / "db.sqlite3"
    address = f"sqlite:///{file}"
    assert manage("migrate", "--verbosity", "0", **production(address)).returncode == 0
    return address


@pytest.fixture(scope="module")
def site(school):
    patient = production(school, PATIENCE=str(PATIENCE), THREADS="2")
    with Served(**patient) as site:
        yield site


def sent(site, data):
    """A connection on which these bytes came, and no more do for now."""
    came = socket.create_connection(("127.0.0.1", site.port), timeout=60)
    came.sendall(data)
    return came


def answer_to(connection):
    with connection, connection.makefile("rb") as reply:
        return reply.read()


def form_of(site):
    """A form for joining with a code that does not exist, and the cookie that goes with it."""
    page = site.ask("/join/")
    cookie = page.headers["Set-Cookie"].split(";")[0]
    token = page.text.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    return f"csrfmiddlewaretoken={token}&code=7K3F0W1Z&nickname=Quiet".encode(), cookie.encode()


def posted(form, cookie, length):
    return HEAD + b"Cookie: %b\r\nContent-Length: %d\r\n\r\n%b" % (cookie, length, form)


@pytest.mark.parametrize("half", ["a line", "a head", "a body"])
def test_requests_that_never_end_stop_nobody_else_for_long(site, half):
    """One for each thread."""
    begun = {"a line": b"GET / HT", "a head": HEAD, "a body": posted(*form_of(site), 1000)}
    with ExitStack() as open_ones:
        for _n in range(2):
            open_ones.enter_context(sent(site, begun[half]))
        time.sleep(0.2)
        began = time.monotonic()
        assert site.ask("/healthz", timeout=60).status == 200
        assert PATIENCE / 2 < time.monotonic() - began < 5 * PATIENCE


def test_replies_that_nobody_reads_stop_nobody_else_for_long(site):
    """So many that no buffer on the way holds them."""
    asked = b"GET /static/css/site.css HTTP/1.1\r\nHost: quiz.example\r\n\r\n"
    with ExitStack() as open_ones:
        for _n in range(2):
            open_ones.enter_context(sent(site, 2000 * asked))
        time.sleep(2 * PATIENCE)
        assert site.ask("/healthz", timeout=5 * PATIENCE).status == 200


def test_half_a_form_is_no_form(site):
    """What is cut off at its end would else be taken for what somebody wrote."""
    form, cookie = form_of(site)
    whole = sent(site, posted(form, cookie, len(form)))
    cut = sent(site, posted(form, cookie, len(form) + len("+Heron")))
    for came, status in [(whole, b" 422 "), (cut, b" 403 ")]:
        came.shutdown(socket.SHUT_WR)
        assert status in answer_to(came).splitlines()[0]


@pytest.mark.parametrize(
    ("nonsense", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nA: " + b"x" * 90000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: quiz.example\r\nTransfer-Encoding: x\r\n\r\n", 501),
    ],
    ids=["no request", "too long a line", "too long a head", "an unknown coding"],
)
def test_what_the_server_itself_refuses_carries_the_policy_too(site, nonsense, status):
    head = answer_to(sent(site, nonsense)).partition(b"\r\n\r\n")[0]
    assert f" {status} ".encode() in head.splitlines()[0]
    assert b"Content-Security-Policy: default-src 'none'" in head
