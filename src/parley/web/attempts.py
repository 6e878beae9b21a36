"""How often signing in failed lately under a login, known or not: after too many, it is refused for a while."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_FAILURES = 10
WITHIN = timedelta(minutes=15)
MOST_LOGINS = 10_000


@dataclass(frozen=True, slots=True)
class Attempts:
    """The latest failures under each login, the login that failed last at the end."""

    _failures: dict[str, deque[datetime]] = field(default_factory=dict)

    def too_many(self, login: str, *, at: datetime) -> bool:
        """Tell whether signing in under a login is refused at a time, whatever the password."""
        failures = self._failures.get(login, ())
        return sum(at - one < WITHIN for one in failures) >= MOST_FAILURES

    def failed(self, login: str, *, at: datetime) -> None:
        """Remember a failure."""
        failures = self._failures.pop(login, None) or deque(maxlen=MOST_FAILURES)
        failures.append(at)
        self._failures[login] = failures
        while len(self._failures) > MOST_LOGINS:
            self._failures.pop(next(iter(self._failures)), None)

    def forget(self, login: str) -> None:
        """Forget the failures under a login, since its holder signed in."""
        self._failures.pop(login, None)
