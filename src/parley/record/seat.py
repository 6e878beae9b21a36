"""A seat's handle: what the two doors need to know to act for one seat."""

from dataclasses import dataclass

from parley.record.references import ProcessId, SeatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat at one process, with the login role under which the database knows it."""

    id: SeatId
    process: ProcessId
    key: str
    role: str
