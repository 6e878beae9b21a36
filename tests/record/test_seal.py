"""The worked seals were computed with coreutils (printf … | xxd -r -p | sha256sum), not with Parley."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.record.seal import SealedRow, faults, first_link, leaf, next_link

ROOM = bytes.fromhex("0123456789abcdef0123456789abcdef")
LEAF = bytes.fromhex("bb189cbe4220e41e499be3daa70aacd11ae0d7ea17b53af419895f364a468a24")
FIRST = bytes.fromhex("215fc46b493c3e7d66f79b68dbd4c4d2a7d5fb66a682772283c2be1877b0e308")
SECOND = bytes.fromhex("e1bb3edbb51181ebe2a797be88ebc0e22568b53327ff1eb5aeaa8084c34ef819")
ROW = SealedRow(
    id=b"\x11" * 16,
    number=1,
    seat=b"\x22" * 16,
    person=None,
    recorded=datetime(2000, 1, 1, 0, 0, 1, tzinfo=UTC),
    kind="note made/1",
    body=b"{}",
    salt=bytes(32),
    leaf=LEAF,
    chain=SECOND,
)
SIXTEEN = st.binary(min_size=16, max_size=16)


def test_leaf_and_links_are_the_sums_that_anyone_can_compute():
    assert leaf(salt=bytes(32), body=b"{}") == LEAF
    assert first_link(ROOM) == FIRST
    assert next_link(FIRST, row=ROW) == SECOND


def test_room_that_was_not_touched_holds():
    assert faults(ROOM, [ROW], head=(1, SECOND)) == []
    assert faults(ROOM, [], head=(0, FIRST)) == []


def test_gap_that_erasing_leaves_holds_while_words_or_salt_alone_do_not():
    assert faults(ROOM, [replace(ROW, body=None, salt=None)], head=(1, SECOND)) == []
    for half in (replace(ROW, body=None), replace(ROW, salt=None)):
        assert faults(ROOM, [half], head=(1, SECOND)) == ["entry 1 has lost its words or its salt alone"]


def test_same_words_of_two_entries_cannot_be_told_by_their_leaves():
    assert leaf(salt=b"\1" * 32, body=b"{}") != leaf(salt=b"\2" * 32, body=b"{}")


def sealed(contents):
    """Return a room of entries with these bodies, kinds and persons, and its head."""
    chain, rows = first_link(ROOM), []
    for number, (body, kind, person) in enumerate(contents, start=1):
        salt = hashlib.sha256(b"salt %d" % number).digest()
        bare = SealedRow(
            id=hashlib.sha256(b"id %d" % number).digest()[:16],
            number=number,
            seat=b"\x22" * 16,
            person=person,
            recorded=datetime(2031, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
            kind=kind,
            body=body,
            salt=salt,
            leaf=leaf(salt=salt, body=body),
            chain=b"",
        )
        chain = next_link(chain, row=bare)
        rows.append(replace(bare, chain=chain))
    return rows, (len(rows), chain)


CONTENTS = st.lists(
    st.tuples(
        st.binary(min_size=1, max_size=20), st.sampled_from(["a/1", "note made/1"]), st.one_of(st.none(), SIXTEEN)
    ),
    min_size=2,
    max_size=6,
)
CHANGES = {
    "id": SIXTEEN,
    "number": st.integers(-(2**63), 2**63 - 1),
    "seat": SIXTEEN,
    "person": st.one_of(st.none(), SIXTEEN),
    "recorded": st.datetimes(timezones=st.just(UTC)),
    "kind": st.text(min_size=1),
    "body": st.one_of(st.none(), st.binary()),
    "salt": st.one_of(st.none(), st.binary()),
    "leaf": st.binary(),
    "chain": st.binary(),
}


@given(CONTENTS)
def test_any_room_that_was_not_touched_holds(contents):
    rows, head = sealed(contents)
    assert faults(ROOM, rows, head=head) == []


@pytest.mark.parametrize("column", CHANGES)
@given(contents=CONTENTS, chance=st.data())
def test_any_change_of_a_column_is_found(column, contents, chance):
    rows, head = sealed(contents)
    at = chance.draw(st.integers(0, len(rows) - 1))
    was = getattr(rows[at], column)
    rows[at] = replace(rows[at], **{column: chance.draw(CHANGES[column].filter(lambda value: value != was))})
    assert faults(ROOM, rows, head=head) != []


@given(contents=CONTENTS, chance=st.data())
def test_any_swap_or_loss_or_repetition_of_entries_is_found(contents, chance):
    rows, head = sealed(contents)
    one, other = chance.draw(st.permutations(range(len(rows))))[:2]
    swapped = [*rows]
    swapped[one], swapped[other] = rows[other], rows[one]
    renumbered = [replace(row, number=place) for place, row in enumerate(swapped, start=1)]
    lost = rows[:one] + rows[one + 1 :]
    closed_up = [replace(row, number=place) for place, row in enumerate(lost, start=1)]
    for spoilt in (swapped, renumbered, lost, closed_up, [*rows, rows[one]]):
        assert faults(ROOM, spoilt, head=head) != []


@given(contents=CONTENTS, number=st.integers(0, 9), chain=st.binary(min_size=32, max_size=32))
def test_any_other_head_is_found(contents, number, chain):
    rows, head = sealed(contents)
    for spoilt in ((number, head[1]), (head[0], chain)):
        assert (faults(ROOM, rows, head=spoilt) == []) is (spoilt == head)


@given(contents=CONTENTS)
def test_any_rooms_entries_do_not_pass_for_another_rooms(contents):
    rows, head = sealed(contents)
    assert faults(b"\x99" * 16, rows, head=head) != []
