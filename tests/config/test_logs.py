"""Lines of the log: what a program wrote stays, and what somebody typed does not."""

import json
import logging

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory

from config.logs import LogRequests, NamelessJSON


def line(name, level, message, *args, **extra):
    record = logging.LogRecord(name, level, "x.py", 1, message, args, extra.pop("exc", None))
    vars(record).update(extra)
    return json.loads(NamelessJSON().format(record))


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return type(caught), caught, caught.__traceback__


def test_words_that_were_put_in_are_left_out_and_numbers_are_kept():
    told = line("quiz", logging.WARNING, "%s was %d times at %s", "Anna", 3, "/join/ABC/")
    assert told["message"] == "… was 3 times at …"
    assert told["level"] == "warning"


def test_what_the_server_says_of_itself_is_kept_and_addresses_are_not():
    said = line("gunicorn.error", logging.INFO, "Listening at: %s", "http://127.0.0.1:8000")
    assert said["message"] == "Listening at: http://127.0.0.1:8000"
    ill = "Invalid request from ip=192.0.2.7: Invalid HTTP Version 'Anna'"
    assert line("gunicorn.error", logging.WARNING, ill)["message"] == "Invalid request"


def test_an_error_is_told_by_its_class_and_its_places_alone():
    told = line("django.request", logging.ERROR, "broke", exc=raised(ValueError("Anna")))
    assert told["error"][0] == "builtins.ValueError"
    assert "test_logs.py" in told["error"][-1]
    assert "Anna" not in json.dumps(told)


def test_a_sentence_to_whoever_starts_the_site_is_kept():
    told = line("x", logging.ERROR, "broke", exc=raised(ImproperlyConfigured("Set DEBUG=0.")))
    assert told["error"] == ["Set DEBUG=0."]


def test_of_a_request_that_was_refused_route_and_status_are_told():
    request = RequestFactory().get("/join/ANNA/")
    told = line(
        "django.security", logging.ERROR, "Bad host 'anna'", request=request, status_code=400
    )
    assert (told["message"], told["route"], told["status"]) == ("…", "none", 400)


@pytest.mark.parametrize(("method", "told"), [("GET", "GET"), ("ANNA", "…")])
def test_each_request_has_one_line_and_static_files_none(monkeypatch, method, told):
    lines = []
    monkeypatch.setattr("config.logs.requests.info", lambda _text, extra: lines.append(extra))
    middleware = LogRequests(lambda _request: HttpResponse(status=204))
    middleware(RequestFactory().generic(method, "/join/ANNA/?anna"))
    middleware(RequestFactory().get("/static/css/site.css"))
    (only,) = lines
    assert only["told"].pop("ms") >= 0
    assert only["told"] == {"method": told, "route": "none", "status": 204}
