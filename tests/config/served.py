"""The site as a school runs it: `manage.py serve`."""

import json
import os
import signal
from http.client import HTTPConnection

from tests.servers.site import PATIENCE, SERVE, Site


class Served(Site):
    def __init__(self, **environment):
        super().__init__(SERVE, environment)

    def ask(self, path, method="GET", body=None, timeout=PATIENCE, **headers):
        """One request on a connection of its own; the reply, with its body read."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, {"Host": "quiz.example", **named})
            reply = connection.getresponse()
            reply.text = reply.read()
            return reply
        finally:
            connection.close()

    def restart_gently(self):
        os.kill(self.process.pid, signal.SIGHUP)

    def lines(self):
        """What it logged; other lines, such as a check's, are left out."""
        told = self.log.read_text().splitlines()
        return [json.loads(line) for line in told if line.startswith("{")]
