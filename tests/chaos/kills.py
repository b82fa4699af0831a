"""The web server or PostgreSQL is killed again and again while a class plays."""

from random import Random
from threading import Event, Thread
from time import monotonic, sleep

from tests.load.figures import Figures
from tests.load.pupil import Pupil

BETWEEN = (0.3, 0.9)  # seconds of play before each kill


class Playing:
    """Pupils that answer their questions in the background, each as often as it takes."""

    def __init__(self, addresses, told):
        self.figures, self.over = Figures(), Event()
        self.pupils = [
            Pupil(addresses[0], told["topic"], Random(n), self.figures.note, session=session)
            for n, session in enumerate(told["sessions"])
        ]
        self.addresses = addresses
        self.threads = [
            Thread(target=self.work, args=pair, daemon=True)
            for pair in zip(self.pupils, told["questions"], strict=True)
        ]
        self.served = []  # when an answer was sent, and when it was acknowledged

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        for thread in self.threads:
            thread.join(60)

    def work(self, pupil, questions):
        for number, (uuid, ways) in enumerate(questions):
            while not self.over.is_set():
                sent = monotonic()
                if pupil.send(uuid, ways[0]).status == 200:
                    self.served.append((sent, monotonic()))
                    break
                sleep(0.05)
                self.move_on(pupil, number)
            if self.over.is_set():
                return

    def move_on(self, pupil, number):
        """As a balancer does with a host that does not answer."""
        site = self.addresses[(number + int(monotonic() * 20)) % len(self.addresses)]
        pupil.wire.close()
        pupil.wire.port = int(site.rsplit(":", 1)[1])

    def wait_for_answer(self, since, most=30):
        """Seconds from then until an answer that was sent later was acknowledged."""
        while monotonic() - since < most:
            later = [told for sent, told in self.served[-200:] if sent > since]
            if later:
                return min(later) - since
            sleep(0.01)
        return most

    @property
    def acknowledged(self):
        return [answer for pupil in self.pupils for answer in pupil.acknowledged]


def again_and_again(playing, times, kill, bring_back, tell):
    """Kill, bring back, and how long it took until answers were acknowledged again."""
    rng, waits = Random(times), []
    for number in range(times):
        sleep(rng.uniform(*BETWEEN))
        kill()
        began = monotonic()
        bring_back()
        waits.append(playing.wait_for_answer(began))
        tell(f"  kill {number + 1} of {times}: answers again after {waits[-1]:.2f} s")
    return waits
