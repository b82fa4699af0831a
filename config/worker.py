"""The worker process: threads, and a queue that has an end."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from config.env import number

SOON = 5  # seconds
PORTERS = 4  # threads that tell people so
BODY = b"""\
<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Too busy</title><h1>Too many people at once</h1>
<p>What you just sent was not saved. Nothing else is lost. Wait a few seconds and send it again.</p>
"""
BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    b"Retry-After: %d\r\n"
    b"Cache-Control: no-store\r\n"
    b"Content-Security-Policy: default-src 'none'\r\n"
    b"X-Content-Type-Options: nosniff\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n"
    b"Content-Length: %d\r\n"
    b"Connection: close\r\n\r\n%b" % (SOON, len(BODY), BODY)
)


class Threads(ThreadWorker):
    """Sends away at once, and in plain words, whom it could not serve soon.

    gunicorn's own queue is as long as there are connections, so that under too many requests all
    wait until all have given up. A middleware would be too late: it runs when the waiting is over.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # 300 wait for three seconds where 100 a second are answered.
        self.most = self.cfg.threads + number("WAITING", default=300, most=100_000)
        self.at_hand: set[TConn] = set()

    def init_process(self) -> None:
        self.porters = ThreadPoolExecutor(PORTERS)
        super().init_process()

    def enqueue_req(self, conn: TConn) -> None:
        """Called, like `finish_request`, by the one thread that watches all connections."""
        if len(self.at_hand) < self.most:
            self.at_hand.add(conn)
            super().enqueue_req(conn)
        else:
            self.porters.submit(self.send_away, conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        self.at_hand.discard(conn)
        super().finish_request(conn, fs)

    def send_away(self, conn: TConn) -> None:
        with suppress(OSError):
            conn.sock.settimeout(1)
            conn.sock.sendall(BUSY)
        # Waits a moment for the rest of the request: to close before it came would reset the
        # connection, and the reply with it.
        conn.close(graceful=True)
        self.method_queue.defer(self.forget)

    def forget(self) -> None:
        self.nr_conns -= 1
