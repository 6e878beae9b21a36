"""Papers for a seat: read what it sees, fold it, and write the paper."""

from datetime import datetime

from parley.documents.briefing.compose import briefing
from parley.documents.paper import Paper
from parley.process.fold import fold
from parley.record import reading
from parley.record.opening import Record
from parley.record.seat import Seat
from parley.wording import wording


def brief(
    *,
    record: Record,
    seat: Seat,
    process: str,
    moment: datetime,
    recorded_by: datetime | None = None,
    language: str = "en",
) -> Paper:
    """Return the briefing for the next round, for a seat, as of a moment.

    Raises:
        NothingKnown: when nothing that the seat sees was known by then.
        NoSuchLanguage: when there are no words for the language.
        RecordUnavailable: when the database cannot be reached.
    """
    words = wording(language)
    seen = reading.seen_by(seat, record=record, known_by=moment, recorded_by=recorded_by)
    return briefing(fold(seen.entries), process=process, seat=seat.key, moment=moment, wording=words)
