"""Backing up, drilling and restoring as the one who runs Parley does it."""

import secrets

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parley.cli.main import main
from parley.cli.passphrase import KEY
from parley.cli.record import HOME, URL
from parley.record import cluster
from tests.actions.small_process import SMALL
from tests.conftest import drop

HELD = "1 process, 4 seats, 4 rooms, 14 entries, 0 persons who sign in"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run commands in a data folder of their own, with a passphrase in a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(URL, raising=False)
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    monkeypatch.setenv(KEY, str(tmp_path / "key"))
    (tmp_path / "talks.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "key").write_text("five words taken by chance\n")
    (tmp_path / "key").chmod(0o600)

    def command(*arguments):
        status = main(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    yield command
    for home in ("home", "other"):
        if (tmp_path / home).exists():
            cluster.wait_until_stopped(tmp_path / home)


@pytest.fixture
def server(owner_address):
    """The address of an empty database on a server."""
    name = f"parley_test_{secrets.token_hex(6)}"
    with psycopg.connect(owner_address, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield make_conninfo(owner_address, dbname=name)
    with psycopg.connect(owner_address, autocommit=True) as connection:
        drop(connection, name)


def test_an_embedded_record_is_backed_up_drilled_and_moved_to_a_server(run, tmp_path, monkeypatch, server):
    assert run("import", "talks.yaml")[0] == 0
    assert run("backup", "one") == (0, f"Backed up to one: {HELD}.\n", "")
    status, out, _ = run("backup", "two", "--drill")
    assert status == 0
    assert f"This backup restores: {HELD}" in out
    assert "says what the record says" in out
    assert run("drill", "one")[0] == run("drill")[0] == 0
    briefing = run("brief", "small", "--seat", "team", "--as-of", "2031-01-05")
    left = {path.name for path in (tmp_path / "home").iterdir()}
    assert left == {"cluster", "cluster-keeping", "drill.lock", "seats.secret", "upkeep.json"}

    monkeypatch.setenv(URL, server)
    monkeypatch.setenv(HOME, str(tmp_path / "other"))
    status, out, _ = run("restore", "one")
    assert status == 0
    assert out.startswith(f"Restored into {tmp_path / 'other'}: {HELD}, as of ")
    assert out.endswith("Every room holds what was sealed in it. Everybody signs in anew.\n")
    assert run("brief", "small", "--seat", "team", "--as-of", "2031-01-05") == briefing
    assert run("verify")[0] == 0
    status, out, err = run("restore", "one")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "never overwrites one" in err


def test_a_backup_makes_the_record_again_on_a_bare_machine(run, tmp_path, monkeypatch):
    run("import", "talks.yaml")
    run("backup", "one")
    monkeypatch.setenv(HOME, str(tmp_path / "other"))
    assert run("restore", "one")[0] == 0
    assert run("verify")[0] == 0
    assert (tmp_path / "other/seats.secret").read_text() == (tmp_path / "home/seats.secret").read_text()


REFUSED = {
    "nowhere": (["backup", "no/one"], "cannot write “no/one”: No such file or directory; nothing of it was kept"),
    "there": (["backup", "talks.yaml"], "“talks.yaml” is there already: name another file"),
    "no file": (["restore", "absent"], "cannot read “absent”: No such file or directory"),
    "no backup": (["restore", "talks.yaml"], "“talks.yaml” is not restored: this file is no backup of Parley"),
    "drilled no backup": (["drill", "talks.yaml"], "“talks.yaml” is not restored: this file is no backup of Parley"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_gets_one_line_and_status_two(run, name):
    arguments, message = REFUSED[name]
    status, out, err = run(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err


KEYS = {
    "none": (None, 0, "set PARLEY_BACKUP_KEY to a file that holds it, or use a terminal"),
    "absent": ("absent", 0, "put the passphrase there"),
    "open": ("five words taken by chance", 0o644, "chmod go="),
    "empty": ("\n", 0o600, "is empty"),
    "short": ("abc", 0o600, "at least 16 characters"),
    "no text": (b"\xff\xfe", 0o600, "put the passphrase there"),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_passphrase_that_will_not_do_is_told_before_anything_is_done(run, tmp_path, monkeypatch, name):
    written, mode, message = KEYS[name]
    if name == "none":
        monkeypatch.delenv(KEY)
    elif name == "absent":
        (tmp_path / "key").unlink()
    else:
        (tmp_path / "key").write_bytes(written if isinstance(written, bytes) else written.encode())
        (tmp_path / "key").chmod(mode)
    status, out, err = run("backup", "one")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert not (tmp_path / "home").exists()
    assert not (tmp_path / "one").exists()
