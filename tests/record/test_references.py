"""The worked ids were computed with coreutils (printf … | xxd -r -p | sha256sum), not with Parley."""

from typing import get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from parley.record.kinds.catalogue import KINDS
from parley.record.kinds.shape import shape
from parley.record.references import ID, POINTS_TO, ProcessId, RoomId, SeatId, entry_id, room_id, seat_id, token_of

ROOM = "0123456789abcdef0123456789abcdef"
SEAT = "22" * 16
TOKEN = bytes.fromhex("aa" * 16)
IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)
TOKENS = st.binary(min_size=16, max_size=32)


def test_ids_are_the_sums_that_anyone_can_compute():
    assert entry_id(room=RoomId(ROOM), seat=SeatId(SEAT), token=TOKEN) == "395c83339fb4a39468fd37badad4d6ba"
    assert room_id(process=ProcessId(ROOM), opener=SeatId(SEAT), token=TOKEN) == "98c87cc33f451bc57a77bc2a39dd4bb3"
    assert seat_id(process=ProcessId(ROOM), token=TOKEN) == "5cee0c2e867330159715202bbaed2af7"
    assert token_of("seat", "north").hex() == "b0f28c914b29a57b608931f6800cd20a"


def test_words_that_are_divided_otherwise_are_another_token():
    assert token_of("seat", "north") != token_of("seatnorth")
    assert token_of("a", "bc") != token_of("ab", "c")


def test_every_sort_of_reference_names_kinds_that_exist():
    assert {kind for kinds in POINTS_TO.values() for kind in kinds} <= set(KINDS)


def test_every_reference_of_a_kind_says_what_it_may_name():
    for kind in KINDS.values():
        for field in shape(kind):
            if field.sort == "reference":
                assert field.points_to == POINTS_TO[field.type], f"{kind.__name__}.{field.name}"
        assert set(get_type_hints(kind)) == {field.name for field in shape(kind)}


@given(IDS, IDS, IDS, TOKENS, TOKENS)
def test_any_other_room_seat_or_token_gives_another_id(room, other, seat, token, further):
    here = entry_id(room=RoomId(room), seat=SeatId(seat), token=token)
    assert ID.fullmatch(here)
    assert here == entry_id(room=RoomId(room), seat=SeatId(seat), token=token)
    if room != other:
        assert here != entry_id(room=RoomId(other), seat=SeatId(seat), token=token)
    if seat != other:
        assert here != entry_id(room=RoomId(room), seat=SeatId(other), token=token)
    if token != further:
        assert here != entry_id(room=RoomId(room), seat=SeatId(seat), token=further)
