"""What was measured: how long each sort of request took, and what went wrong."""

from collections import defaultdict
from math import ceil
from threading import Lock
from time import perf_counter

SHARES = (50, 95, 99)


class Figures:
    def __init__(self):
        self.lock = Lock()
        self.begin()

    def begin(self):
        """From here on it counts; what was before was to get ready."""
        self.took, self.errors = defaultdict(list), []
        self.began, self.ended = perf_counter(), None

    def note(self, name, reply, *wanted):
        """Count a reply; whatever was not wanted is an error."""
        with self.lock:
            self.took[name].append(reply.seconds)
            if reply.status not in (wanted or (200,)):
                self.errors.append(f"{name}: {reply.status} {reply.error}")
        return reply

    def end(self):
        self.ended = perf_counter()

    @property
    def seconds(self):
        return (self.ended or perf_counter()) - self.began

    def rate(self, name):
        return len(self.took[name]) / self.seconds

    def percentile(self, name, share):
        return percentile(self.took[name], share)

    def lines(self):
        for name, times in sorted(self.took.items()):
            marks = "  ".join(f"p{s} {1000 * percentile(times, s):6.0f} ms" for s in SHARES)
            rate = f"{len(times) / self.seconds:7.1f} a second"
            yield f"  {name:8}{len(times):7}{rate}  {marks}  most {1000 * max(times):.0f} ms"
        yield f"  errors {len(self.errors)}" + "".join(f"\n    {e}" for e in self.errors[:5])


def percentile(times, share):
    """The smallest of the times that so many in a hundred do not exceed."""
    return sorted(times)[max(0, ceil(len(times) * share / 100) - 1)]
