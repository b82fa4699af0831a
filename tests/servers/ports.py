"""Ports of this machine: one that nobody listens at, and whether the site answers at one."""

import socket
from http.client import HTTPConnection, HTTPException


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def is_up(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        # Whatever a site's own name is, it may always be asked for its health by this one.
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
