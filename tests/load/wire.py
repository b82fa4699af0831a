"""One browser's connection: kept open, with its cookies, and to this machine alone."""

import re
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from ipaddress import ip_address
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

HTMX = {"HX-Request": "true"}
PATIENCE = 60  # seconds
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class NotThisMachine(Exception):
    """Load is an attack wherever it was not asked for."""


class Reply(NamedTuple):
    status: int  # 0 if there was none
    body: str
    headers: dict[str, str]
    seconds: float
    error: str = ""

    @property
    def token(self):
        found = TOKEN.search(self.body)
        return found and found[1]

    @property
    def goes_to(self):
        return urlsplit(self.headers["location"]).path


class Wire:
    def __init__(self, site, cookies=()):
        self.connection, self.used = None, False
        parts = urlsplit(site)
        if not ip_address(parts.hostname).is_loopback:
            raise NotThisMachine(site)
        self.host, self.port = parts.hostname, parts.port
        self.cookies = dict(cookies)

    def get(self, path, htmx=False, headers=()):
        return self.ask("GET", path, headers={**(HTMX if htmx else {}), **dict(headers)})

    def post(self, path, data, htmx=False):
        body = urlencode(data, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded", **(HTMX if htmx else {})}
        return self.ask("POST", path, body, headers)

    def ask(self, method, path, body=None, headers=()):
        """What came back, and after how long; a connection that lay idle may have been closed."""
        began = perf_counter()
        try:
            try:
                status, text, told = self._once(method, path, body, headers)
            except (ConnectionError, HTTPException):
                if not self.used:
                    raise
                self.close()
                status, text, told = self._once(method, path, body, headers)
        except (OSError, HTTPException) as error:
            self.close()
            return Reply(0, "", {}, perf_counter() - began, repr(error))
        return Reply(status, text, told, perf_counter() - began)

    def _once(self, method, path, body, headers):
        if self.connection is None:
            self.connection, self.used = HTTPConnection(self.host, self.port, PATIENCE), False
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, {"Cookie": cookies, **dict(headers)})
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        self.used = True
        told = {name.lower(): value for name, value in answer.getheaders()}
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.update({m.key: m.value for m in SimpleCookie(line).values()})
        return answer.status, text, told

    def drop(self, path, data):
        """Send a form and hang up without waiting for what comes of it."""
        self.close()
        connection = HTTPConnection(self.host, self.port, PATIENCE)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        connection.request("POST", path, urlencode(data, doseq=True), headers)
        connection.close()

    def __del__(self):
        self.close()

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None
