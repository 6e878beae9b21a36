"""What the pages ask of the owner's process, which alone can open a process or seat a person, and its answers."""

import time
from collections.abc import Callable, Iterator

from psycopg import DataError, IntegrityError, OperationalError, connect

from parley.record import store, ways_in
from parley.record.opening import Record, RecordUnavailable
from parley.record.references import PersonId

Asked = ways_in.Asked
TICK_SECONDS = 0.25
"""How often the owner's process looks, whatever happens: to be woken would tell every seat that somebody asked."""


def ask(record: Record, *, request: str, person: PersonId, asked: str) -> None:
    """Ask something; under a request that was made before nothing is asked again."""
    with record.as_web() as connection:
        ways_in.ask(connection, request=request, person=person, asked=asked)


def answer_to(record: Record, *, request: str, person: PersonId) -> str | None:
    """Return the answer to a request; None where there is none yet."""
    with record.as_web() as connection:
        return ways_in.answer_to(connection, request=request, person=person)


def forget(record: Record, *, request: str, person: PersonId) -> None:
    """Forget what a person asked, and its answer."""
    with record.as_web() as connection:
        ways_in.forget(connection, request=request, person=person)


def attend(record: Record, *, answer: Callable[[Asked], str], failed: str, until: Callable[[], bool]) -> None:
    """Answer what is asked, as it comes, until told to stop.

    Args:
        record: opened as its owner.
        answer: what comes of a request.
        failed: the answer where the database refuses what a request comes to.
        until: asked at each tick whether to stop.

    Raises:
        RecordUnavailable: when the database does not answer.
    """
    if record.owner is None:
        raise RecordUnavailable("this process serves people and does not act for the owner: use the command line")
    try:
        for one in _requests(record.owner, until=until):
            try:
                told = answer(one)
            except (IntegrityError, DataError):
                told = failed
            with record.as_owner() as connection:
                ways_in.answered(connection, request=one.id, answer=told)
    except OperationalError as error:
        raise RecordUnavailable(f"the database does not answer: {str(error).splitlines()[0]}") from error


def _requests(owner: str, *, until: Callable[[], bool]) -> Iterator[Asked]:
    with connect(owner, autocommit=True) as connection:
        store.prepare(connection)
        ways_in.forget_answered(connection)
        while not until():
            yield from ways_in.unanswered(connection)
            time.sleep(TICK_SECONDS)
