"""Papers for a seat: read what it sees, fold it, and write the paper."""

from datetime import datetime

from parley.collecting import without_collecting
from parley.documents.briefing.compose import briefing, live_moment
from parley.documents.paper import Paper
from parley.process.fold import fold
from parley.record import reading
from parley.record.opening import Record
from parley.record.seat import Seat
from parley.wording import wording


@without_collecting()
def brief(
    *,
    record: Record,
    seat: Seat,
    process: str,
    as_of: datetime | None,
    now: datetime,
    recorded_by: datetime | None = None,
    language: str = "en",
) -> Paper:
    """Return the briefing for the next round, for a seat.

    Args:
        record: where the entries stand.
        seat: for whom it is written.
        process: the key of its process.
        as_of: hold only what was known by then; None holds everything, and is written as of now.
        now: the time.
        recorded_by: hold only what was recorded by then.
        language: the language of the paper.

    Raises:
        NothingKnown: when nothing that the seat sees was known by then.
        NoSuchLanguage: when there are no words for the language.
        RecordUnavailable: when the database cannot be reached.
    """
    words = wording(language)
    seen = reading.seen_by(seat, record=record, known_by=as_of, recorded_by=recorded_by)
    state = fold(seen.entries)
    moment = as_of or live_moment(state, now=now)
    return briefing(state, process=process, seat=seat.key, moment=moment, wording=words)
