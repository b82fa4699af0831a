"""Sound drafts, each spoiled in one way, with the checks that have to speak of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from tests.quiz.soundness.cases import Case


@dataclass(frozen=True)
class Mutant:
    checks: frozenset[str]
    sound: Callable[[], Case]
    spoil: Callable[[Case], None]

    @property
    def sentence(self):
        return self.spoil.__name__.replace("_", " ")


class Mutants(list[Mutant]):
    def __call__(self, check, sound, also: Collection[str] = ()):
        """Register what spoils the case so that this check speaks, and no other but `also`."""

        def register(spoil):
            self.append(Mutant(frozenset({check, *also}), sound, spoil))
            return spoil

        return register
