"""The worker process: threads, a queue that has an end, and no patience with half a request."""

import struct
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from socket import SHUT_RD, SO_SNDTIMEO, SOL_SOCKET
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from config.env import number

SOON = 5  # seconds
PORTERS = 4  # threads that tell people so
POLICY = b"Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
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
    b"%b"
    b"Content-Type: text/html; charset=utf-8\r\n"
    b"Content-Length: %d\r\n"
    b"Connection: close\r\n\r\n%b" % (SOON, POLICY, len(BODY), BODY)
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
        # Else as many phones that lost their network as there are threads would stop the site.
        self.patience = number("PATIENCE", default=30, most=3600)
        self.begun: dict[TConn, float] = {}

    def init_process(self) -> None:
        self.porters = ThreadPoolExecutor(PORTERS)
        super().init_process()

    def enqueue_req(self, conn: TConn) -> None:
        """Called, like `finish_request`, by the one thread that watches all connections."""
        if len(self.at_hand) < self.most:
            self.at_hand.add(conn)
            conn.sock.setsockopt(SOL_SOCKET, SO_SNDTIMEO, struct.pack("ll", self.patience, 0))
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

    def handle(self, conn: TConn) -> Any:
        """Called by a thread, which is busy with it until it is read and answered."""
        self.begun[conn] = monotonic()
        try:
            return super().handle(conn)
        finally:
            del self.begun[conn]

    def notify(self) -> None:
        """Called each second, by the one thread that watches all connections."""
        super().notify()
        for conn, begun in list(self.begun.items()):
            if monotonic() - begun > self.patience:
                # Ends a request that is still being read; to one that was, and is worked on, it
                # does nothing.
                with suppress(OSError):
                    conn.sock.shutdown(SHUT_RD)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        req.body.reader = Whole(req.body.reader)
        return super().handle_request(req, conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        super().handle_error(req, WithPolicy(client), addr, exc)


class Whole:
    """A body that is all there or none: half an answer must not be taken for one."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader

    def read(self, size: int) -> bytes:
        expected = min(size, getattr(self.reader, "length", 0))
        found: bytes = self.reader.read(size)
        if len(found) < expected:
            raise ConnectionResetError("The request ended in its middle.")
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader, name)


class WithPolicy:
    """A socket for the pages that gunicorn itself answers bad requests with."""

    def __init__(self, sock: Any) -> None:
        self.sock = sock

    def sendall(self, page: bytes) -> None:
        self.sock.sendall(page.replace(b"\r\n", b"\r\n" + POLICY, 1))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sock, name)
