import secrets
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import msgspec
import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.record import backing_up, copying, verifying
from parley.record.backup_contents import Contents, read_contents, write_contents
from parley.record.locked_file import LockedReader, LockedWriter
from parley.record.opening import KEPT_IN, RecordUnavailable
from parley.record.restoring import NotRestored, restored
from tests.conftest import drop
from tests.record.talks_on_record import Talks, note

PASSPHRASE = "five words taken by chance"  # noqa: S105 - nothing is behind it
MADE = datetime(2031, 2, 1, tzinfo=UTC)


def backed_up(record, file):
    salt = secrets.token_bytes(16)
    return backing_up.back_up(record, file, passphrase=PASSPHRASE, salt=salt, made=MADE)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "backup"


@pytest.fixture
def empty(owner_address):
    """The address of an empty database."""
    name = f"parley_test_{secrets.token_hex(6)}"
    with psycopg.connect(owner_address, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield make_conninfo(owner_address, dbname=name)
    with psycopg.connect(owner_address, autocommit=True) as connection:
        drop(connection, name)


def everything(address):
    """Every table of the owner, byte by byte."""
    with psycopg.connect(address) as connection:
        return {
            table.name: sorted(
                connection.execute(
                    sql.SQL("select * from {}").format(sql.Identifier(table.schema, table.name))
                ).fetchall(),
                key=repr,
            )
            for table in copying.tables(connection)
        }


def is_empty(address):
    with psycopg.connect(address) as connection:
        return copying.is_empty(connection)


def refusal(file, *, home, url, passphrase=PASSPHRASE):
    with pytest.raises(NotRestored) as caught, restored(file, home=home, url=url, passphrase=passphrase):
        pass
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_record_is_restored_byte_for_byte_and_its_seats_read_and_write_on(talks, file, empty, tmp_path):
    talks.append(note("Before the fire."))
    counts = backed_up(talks.record, file)
    with restored(file, home=tmp_path / "new", url=empty, passphrase=PASSPHRASE) as made:
        assert (made.counts, made.faults, made.made) == (counts, [], MADE)
        assert everything(empty) == everything(talks.record.owner)
        again = Talks(made.record, process=talks.process)
        assert again.words("north") == talks.words("north") == ["Before the fire."]
        again.append(note("After it."), by="north", room="north-room")
        assert again.words("north") == ["Before the fire.", "After it."]
        assert verifying.verify(made.record) == []
    assert (tmp_path / "new" / KEPT_IN).read_text() == talks.record.secret.hex()


def test_backup_is_for_its_owners_eyes_and_shows_nothing(talks, file):
    talks.append(note("We fear the winter."))
    backed_up(talks.record, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"winter" not in file.read_bytes()
    assert talks.record.secret not in file.read_bytes()


def test_file_that_is_there_already_is_not_overwritten(talks, file):
    file.write_text("the only good backup")
    with pytest.raises(backing_up.NotBackedUp, match="is there already"):
        backed_up(talks.record, file)
    assert file.read_text() == "the only good backup"


def test_folder_that_is_missing_is_told_and_nothing_is_left(talks, tmp_path):
    with pytest.raises(backing_up.NotBackedUp, match="cannot write"):
        backed_up(talks.record, tmp_path / "no" / "backup")
    assert list(tmp_path.iterdir()) == []


def test_backup_made_while_people_write_is_the_record_of_one_moment(new_record, file, empty, tmp_path):
    talks = Talks(new_record()).founded()
    ended = threading.Event()

    def write():
        while not ended.is_set():
            talks.append(note("One more."))
            talks.append(note("And one."), by="north", room="north-room")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(talks.words("north")) < 10:
            pass
        backed_up(talks.record, file)
    finally:
        ended.set()
        writer.join()
    with restored(file, home=tmp_path / "new", url=empty, passphrase=PASSPHRASE) as made:
        assert made.faults == []
        with made.record.as_owner() as connection:
            heads = copying.heads(connection)
        with talks.record.as_owner() as connection:
            assert copying.not_passed_through(connection, heads=heads) == []
        assert len(Talks(made.record, process=talks.process).words("north")) >= 10


@pytest.mark.parametrize("damage", ["cut", "changed", "no backup", "no file", "passphrase"])
def test_backup_that_cannot_be_read_leaves_nothing_behind(talks, file, empty, tmp_path, damage):
    backed_up(talks.record, file)
    whole = file.read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    file.write_bytes({"cut": whole[:-100], "changed": bytes(changed), "no backup": b"x" * 99}.get(damage, whole))
    if damage == "no file":
        file.unlink()
    home = tmp_path / "new"
    refusal(file, home=home, url=empty, passphrase="another one" if damage == "passphrase" else PASSPHRASE)
    assert is_empty(empty)
    assert not home.exists()


def test_a_record_is_never_overwritten(talks, new_record, file, tmp_path):
    backed_up(talks.record, file)
    other = new_record(tmp_path / "other")
    standing = Talks(other).founded()
    before = everything(other.owner)
    assert "never overwrites" in refusal(file, home=tmp_path / "new", url=other.owner)
    assert not (tmp_path / "new" / KEPT_IN).exists()
    with (
        pytest.raises(RecordUnavailable, match="the data folder of another record"),
        restored(file, home=tmp_path / "other", url=other.owner, passphrase=PASSPHRASE),
    ):
        pass
    assert everything(other.owner) == before
    assert standing.seen("north").entries


def test_record_is_not_restored_over_itself(talks, file, tmp_path):
    backed_up(talks.record, file)
    (tmp_path / KEPT_IN).write_text(talks.record.secret.hex())
    assert "never overwrites" in refusal(file, home=tmp_path, url=talks.record.owner)
    assert (tmp_path / KEPT_IN).exists(), "the secret of the record that stands there stays"


@contextmanager
def rewritten(file):
    """Lend the contents of a backup to be changed, which is then one with a valid lock."""
    with file.open("rb") as stream:
        reader = LockedReader(stream, passphrase=PASSPHRASE)
        contents = msgspec.structs.asdict(read_contents(reader))
        rest = b"".join(_rest(reader))
    yield contents
    with file.open("wb") as stream:
        writer = LockedWriter(stream, passphrase=PASSPHRASE, salt=bytes(16))
        write_contents(Contents(**contents), onto=writer)
        writer.write(rest)
        writer.finish()


def _rest(reader):
    yield bytes(reader._waiting)  # noqa: SLF001 - what follows, whatever it is
    yield from reader._chunks  # noqa: SLF001


@pytest.mark.parametrize("lie", ["counts", "heads"])
def test_backup_that_does_not_hold_what_it_says_leaves_nothing_and_a_good_one_follows(
    talks, file, empty, tmp_path, lie
):
    backed_up(talks.record, file)
    good = tmp_path / "good"
    good.write_bytes(file.read_bytes())
    with rewritten(file) as contents:
        counts = contents["counts"]
        contents[lie] = counts._replace(entries=counts.entries + 1) if lie == "counts" else bytes(32)
    assert "does not hold what it says" in refusal(file, home=tmp_path / "new", url=empty)
    assert is_empty(empty)
    assert not (tmp_path / "new" / KEPT_IN).exists()
    with restored(good, home=tmp_path / "new", url=empty, passphrase=PASSPHRASE) as made:
        assert made.faults == []


@pytest.mark.parametrize("change", ["a later Parley", "another table", "another migration"])
def test_backup_of_another_parley_is_refused_before_anything_is_made(talks, file, empty, tmp_path, change):
    backed_up(talks.record, file)
    with rewritten(file) as contents:
        if change == "a later Parley":
            contents["migrations"] = {**contents["migrations"], 9999: bytes(32)}
        elif change == "another migration":
            contents["migrations"] = {**contents["migrations"], 1: bytes(32)}
        else:
            contents["tables"] = [copying.Table("parley", "drafts", ("id",)), *contents["tables"]]
    said = refusal(file, home=tmp_path / "new", url=empty)
    assert "install" in said or "changed" in said
    assert is_empty(empty)


def test_record_that_does_not_hold_is_restored_and_its_faults_are_told(new_record, file, empty, tmp_path):
    talks = Talks(new_record()).founded()
    with psycopg.connect(talks.record.owner) as connection:
        connection.execute("update parley.head set closed = true where room = %s::uuid", [talks.room("caucus")])
    backed_up(talks.record, file)
    with restored(file, home=tmp_path / "new", url=empty, passphrase=PASSPHRASE) as made:
        assert [fault.where for fault in made.faults] == [f"room {talks.room('caucus')}"]
        assert Talks(made.record, process=talks.process).seen("north").entries


def test_tables_come_after_those_that_they_point_at(talks):
    with talks.record.as_owner() as connection:
        names = [f"{table.schema}.{table.name}" for table in copying.tables(connection)]
    assert names.index("parley.process") < names.index("parley.seat") < names.index("accounts.person")
    assert names.index("parley.room") < names.index("parley.sits")
    assert len(names) == len(set(names))
    assert not any("ledger" in name for name in names)
