"""The refusals that a command shows in one line."""

from parley.actions.handing_over import NotHandedOver
from parley.actions.mandate import NotInYourMandate
from parley.actions.people import NoRoomForThat, NoSuchPerson
from parley.actions.plain_yaml import FileFault
from parley.actions.seats import NoSuchRoom
from parley.documents.briefing.view import NothingKnown
from parley.documents.formats.writing_out import NotWritten, UnknownFormat
from parley.record.backing_up import NotBackedUp
from parley.record.entry import Malformed
from parley.record.founding import NoSuchSeat, Taken
from parley.record.leaning import Unsupported
from parley.record.opening import RecordUnavailable
from parley.record.refusals import NotYours, TokenUsed
from parley.record.restoring import NotRestored
from parley.wording import NoSuchLanguage

REFUSALS: tuple[type[Exception], ...] = (
    FileFault,
    Malformed,
    NoRoomForThat,
    NoSuchLanguage,
    NoSuchPerson,
    NoSuchRoom,
    NoSuchSeat,
    NotBackedUp,
    NotHandedOver,
    NotInYourMandate,
    NotRestored,
    NotWritten,
    NotYours,
    NothingKnown,
    RecordUnavailable,
    Taken,
    UnknownFormat,
    TokenUsed,
    Unsupported,
)
