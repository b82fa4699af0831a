"""`manage.py serve`: what stops it, what it serves, what it logs, and how it is restarted."""

import re
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.config.served import Served
from tests.servers.commands import manage, production, python
from tests.servers.ports import free_port
from tests.servers.site import PATIENCE

TLS = {"X_Forwarded_Proto": "https"}


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """The address of an empty school's database, on a disk of its own."""
    file = tmp_path_factory.mktemp("school") / "db.sqlite3"
    made = manage("migrate", "--verbosity", "0", **production(f"sqlite:///{file}"))
    assert made.returncode == 0, made.stderr
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def site(school):
    with Served(**production(school)) as site:
        yield site


@pytest.fixture(scope="module")
def secure(school):
    """The same behind a proxy that ends TLS."""
    with Served(**production(school, HTTPS="1", BEHIND_PROXY="1")) as site:
        yield site


@pytest.mark.parametrize(
    ("weak", "told"),
    [
        ({"SECRET_KEY": ""}, "it is not set"),
        ({"ALLOWED_HOSTS": ""}, "under which names people reach the site"),
        ({"DATABASE_URL": "mysql://u@h/x"}, "DATABASE_URL must be"),
        ({"DATABASE_URL": "sqlite:////no/such/folder/x"}, "The database cannot be opened"),
        ({"PORT": "http"}, "PORT must be a number"),
        ({"WEB_CONCURRENCY": "2"}, "SQLite is for one process with threads"),
        ({"DEBUG": "1"}, "set DEBUG=0"),
    ],
    ids=str,
)
def test_what_is_missing_or_weak_stops_the_start_and_says_what_to_do(school, weak, told):
    refused = manage("serve", **(production(school) | weak))
    assert refused.returncode != 0
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr


WEAK = {
    "PRAGMA%20synchronous=NORMAL": "a power cut would lose answers",
    "PRAGMA%20synchronous=FULL": "journal_mode",
}


@pytest.mark.parametrize("weak", WEAK)
def test_an_address_that_asks_for_a_weak_connection_stops_the_start(tmp_path, weak):
    """Settings are strong, but what the address says comes on top of them."""
    address = f"sqlite:///{tmp_path}/x.sqlite3?init_command={weak}"
    refused = manage("serve", **production(address))
    assert refused.returncode != 0
    assert WEAK[weak] in refused.stderr


def test_a_server_that_was_not_started_by_us_looks_at_its_connection_too(school):
    """Each of its processes does, so that none begins to serve."""
    address = f"{school}?init_command=PRAGMA%20synchronous=NORMAL"
    asked = production(address, PORT=str(free_port()))
    start = ["-m", "gunicorn", "--config", "python:config.serving"]
    refused = python(*start, timeout=PATIENCE, **asked)
    assert refused.returncode != 0
    assert "a power cut would lose answers" in refused.stdout + refused.stderr


def test_a_database_that_was_not_brought_up_to_date_stops_the_start(tmp_path):
    refused = manage("serve", **production(f"sqlite:///{tmp_path}/empty.sqlite3"))
    assert "manage.py migrate" in refused.stderr


def test_it_is_alive_and_ready(site):
    assert site.ask("/healthz").text == b"ok\n"
    assert site.ask("/readyz").text == b"ready\n"


def test_static_files_are_hashed_compressed_and_kept_for_ever(site):
    page = site.ask("/accounts/login/").text.decode()
    css = re.search(r"/static/css/site\.[0-9a-f]{12}\.css", page)[0]
    reply = site.ask(css, Accept_Encoding="gzip")
    assert reply.headers["Content-Encoding"] == "gzip"
    assert "immutable" in reply.headers["Cache-Control"]


def test_all_threads_together_have_two_heaps(site):
    environment = Path(f"/proc/{site.process.pid}/environ").read_bytes()
    assert b"MALLOC_ARENA_MAX=2" in environment.split(b"\0")


def test_another_host_is_refused(site):
    assert site.ask("/", Host="evil.example").status == 400


def test_no_page_is_without_the_policy(site):
    for path in ("/", "/nowhere/", "/readyz", "/static/nothing.css"):
        policy = site.ask(path).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_over_https_http_leads_there_and_is_not_asked_again(secure):
    redirect = secure.ask("/")
    assert (redirect.status, redirect.headers["Location"]) == (301, "https://quiz.example/")
    assert secure.ask("/readyz").status == 200
    page = secure.ask("/accounts/login/", **TLS)
    assert int(page.headers["Strict-Transport-Security"].split("=")[1]) >= 31536000


def cookies(reply):
    """Each by its name: its value, and what else is said of it."""
    pairs = (line.partition("=") for line in reply.headers.get_all("Set-Cookie") or ())
    parts = ((name, [part.strip() for part in rest.split(";")]) for name, _, rest in pairs)
    return {name: (value, set(said)) for name, (value, *said) in parts}


def test_every_cookie_is_secure_unreadable_by_scripts_and_bound_to_the_host(secure):
    """That of the token, of the session and of the language: whoever signs up has all three."""
    found = cookies(secure.ask("/accounts/signup/", **TLS))
    token = found["__Host-csrf"][0]
    word = "kelp-lantern-19"
    for path, data in (
        ("/accounts/signup/", {"username": "fox", "password1": word, "password2": word}),
        ("/i18n/setlang/", {"language": "es"}),
    ):
        body = urlencode(data | {"csrfmiddlewaretoken": token})
        told = {"Cookie": f"__Host-csrf={token}", "Referer": f"https://quiz.example{path}"}
        told |= {"Content_Type": "application/x-www-form-urlencoded"}
        reply = secure.ask(path, "POST", body, **TLS, **told)
        assert reply.status == 302
        found |= cookies(reply)
    assert set(found) == {"__Host-csrf", "__Host-session", "__Host-language"}
    for _value, said in found.values():
        assert {"Secure", "HttpOnly", "Path=/"} <= said
        assert {"SameSite=Lax", "SameSite=Strict"} & said
        assert not [part for part in said if part.startswith("Domain")]


def test_logs_say_what_happened_and_name_nobody(site):
    site.ask("/join/CANARY99/?who=canary", User_Agent="canary")
    site.ask("/no/canary/")
    site.ask("/", Host="canary.example")
    site.ask("/accounts/login/", "POST", "username=canary&password=canary", Cookie="a=canary")
    site.ask("/", "CANARY")
    told = site.log.read_text()
    asked = [line for line in site.lines() if line["logger"] == "footnote.requests"]
    assert "canary" not in told.lower()
    assert "127.0.0.1" not in told.replace(f"http://127.0.0.1:{site.port}", "")
    by_route = {line["route"]: line for line in asked}
    assert by_route["quiz:join-code"].keys() >= {"at", "method", "status", "ms"}
    assert by_route["quiz:login"]["status"] == 403


def test_a_request_that_is_no_request_is_logged_without_an_address(site):
    assert site.ask("/", Transfer_Encoding="canary").status >= 400
    refused = site.lines()[-1]
    assert refused["message"] == "Invalid request"
    assert "canary" not in site.log.read_text().lower()


def keep_asking(site, stop):
    """Statuses of one request after another; an error counts as what it is called."""
    seen = Counter()
    while not stop.is_set():
        try:
            seen[site.ask("/accounts/login/").status] += 1
        except OSError as error:
            seen[type(error).__name__] += 1
    return seen


def test_a_gentle_restart_fails_no_request(site):
    stop = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(keep_asking, site, stop) for _ in range(4)]
        for _ in range(3):
            site.restart_gently()
            time.sleep(4)
        stop.set()
    seen = sum((each.result() for each in asking), Counter())
    assert set(seen) == {200}
    # Each of the four got through each of the three restarts.
    assert seen[200] >= 12
    assert sum("Booting worker" in line["message"] for line in site.lines()) >= 4


@contextmanager
def locked(school):
    """Nobody else can write to the file meanwhile."""
    file = school.removeprefix("sqlite:///")
    # By itself, a connection in `with` ends its transaction and stays open.
    with closing(sqlite3.connect(file, isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        yield


def test_a_request_in_the_middle_of_its_write_survives_a_restart(site, school):
    """It waits for SQLite's lock while the process that it runs in is asked to go."""
    with ThreadPoolExecutor(1) as pool:
        with locked(school):
            waiting = pool.submit(site.ask, "/readyz")
            time.sleep(0.5)
            site.restart_gently()
            time.sleep(2)
            assert not waiting.done()
        assert waiting.result().text == b"ready\n"


def test_too_many_requests_are_sent_away_in_plain_words_and_the_rest_is_served(school):
    narrow = production(school, THREADS="2", WAITING="3")
    with Served(**narrow) as site, ThreadPoolExecutor(12) as pool:
        with locked(school):
            asked = [pool.submit(site.ask, "/readyz") for _ in range(12)]
            time.sleep(2)
        replies = [each.result() for each in asked]
        counted = Counter(reply.status for reply in replies)
        assert set(counted) == {200, 503}
        # Two were at work and three in the queue; a connection that somebody closed may be one.
        assert counted[200] in (4, 5)
        refused = next(reply for reply in replies if reply.status == 503)
        assert int(refused.headers["Retry-After"]) > 0
        assert b"not saved" in refused.text
        assert site.ask("/readyz").status == 200
