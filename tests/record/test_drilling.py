import secrets
from datetime import UTC, datetime

import pytest

from parley.record import backing_up
from parley.record.drilling import LOCK, drill, drill_afresh
from parley.record.restoring import NotRestored
from tests.record.talks_on_record import Talks, note

PASSPHRASE = "five words taken by chance"  # noqa: S105 - nothing is behind it
MADE = datetime(2031, 2, 1, tzinfo=UTC)


def backed_up(record, file):
    backing_up.back_up(record, file, passphrase=PASSPHRASE, salt=secrets.token_bytes(16), made=MADE)
    return file


def test_fresh_backup_restores_and_nothing_of_the_drill_is_left(talks, tmp_path):
    (tmp_path / "drill-killed").mkdir()
    (tmp_path / "drill-killed" / "left").write_text("")
    found = drill_afresh(talks.record, home=tmp_path, passphrase=PASSPHRASE, salt=bytes(16), made=MADE)
    assert found.restores
    assert found.counts.entries > 0
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


def test_older_backup_restores_though_the_record_went_on(talks, tmp_path):
    file = backed_up(talks.record, tmp_path / "backup")
    talks.append(note("Later."))
    assert drill(talks.record, file, home=tmp_path, passphrase=PASSPHRASE).restores


def test_backup_of_another_record_is_noticed(talks, new_record, tmp_path):
    other = Talks(new_record()).founded()
    found = drill(talks.record, backed_up(other.record, tmp_path / "other"), home=tmp_path, passphrase=PASSPHRASE)
    assert (found.restores, found.faults) == (False, [])
    assert other.room("caucus") in found.astray


def test_backup_that_does_not_open_leaves_nothing_of_the_drill(talks, tmp_path):
    file = backed_up(talks.record, tmp_path / "backup")
    with pytest.raises(NotRestored, match="this passphrase"):
        drill(talks.record, file, home=tmp_path, passphrase=PASSPHRASE.upper())
    assert {path.name for path in tmp_path.iterdir()} == {LOCK, "backup"}
