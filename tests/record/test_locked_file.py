import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.record.locked_file import CHUNK, LockedReader, LockedWriter, NotUnlocked

PASSPHRASE = "five words taken by chance"  # noqa: S105 - nothing is behind it
SALT = bytes(range(16))
LENGTHS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


def locked(words, *, pieces=1, passphrase=PASSPHRASE):
    stream = io.BytesIO()
    writer = LockedWriter(stream, passphrase=passphrase, salt=SALT)
    step = max(1, -(-len(words) // pieces))
    for start in range(0, len(words), step):
        writer.write(words[start : start + step])
    writer.finish()
    return stream.getvalue()


def unlocked(file, *, length, passphrase=PASSPHRASE):
    reader = LockedReader(io.BytesIO(file), passphrase=passphrase)
    words = reader.read(length)
    reader.whole()
    return words


def refusal(file, *, length=0, passphrase=PASSPHRASE):
    with pytest.raises(NotUnlocked) as caught:
        unlocked(file, length=length, passphrase=passphrase)
    return str(caught.value)


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_locked_is_read_again_and_ends_where_it_ended(length):
    words = bytes(number % 251 for number in range(length))
    file = locked(words, pieces=3)
    assert unlocked(file, length=length) == words
    assert "ends before its time" in refusal(file, length=length + 1)


def test_nothing_of_it_stands_in_the_file():
    assert b"winter" not in locked(b"We fear the winter. " * 1000)


def test_another_passphrase_is_told_from_a_damaged_file():
    file = locked(b"We fear the winter.")
    assert "does not open with this passphrase" in refusal(file, passphrase=PASSPHRASE + ".")
    assert "damaged" in refusal(file[:-1] + bytes([file[-1] ^ 1]), length=19)


def test_a_passphrase_is_the_same_however_its_accents_are_typed():
    composed, apart = "caf\u00e9 sur la place", "cafe\u0301 sur la place"
    assert unlocked(locked(b"words", passphrase=composed), length=5, passphrase=apart) == b"words"


def test_a_file_that_is_no_backup_is_refused():
    assert "no backup of Parley" in refusal(b"PGDMP\x01\x0e")
    assert "no backup of Parley" in refusal(b"")
    assert "cut off" in refusal(locked(b"words")[:30])


def test_chunks_that_change_places_or_are_left_out_are_noticed():
    file = locked(bytes(4 * CHUNK))
    head, one = len(file) - 4 * (CHUNK + 16), CHUNK + 16
    first, second, rest = file[head : head + one], file[head + one : head + 2 * one], file[head + 2 * one :]
    for changed in (second + first + rest, first + rest, first + second, first + first + second + rest):
        assert "damaged or cut off" in refusal(file[:head] + changed)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_any_changed_byte_and_any_cut_is_noticed(data):
    file = locked(bytes(range(256)) * 300)
    place = data.draw(st.integers(0, len(file) - 1))
    if data.draw(st.booleans()):
        refusal(file[:place])
    else:
        changed = bytearray(file)
        changed[place] ^= data.draw(st.integers(1, 255))
        refusal(bytes(changed))
