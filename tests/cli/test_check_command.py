"""What is to be mended about how a record is run."""

from datetime import UTC, datetime, timedelta

import pytest

from parley.cli.main import main
from parley.cli.passphrase import KEY
from parley.cli.record import HOME, URL
from parley.cli.setting import BEHIND_TLS, HOSTS, Setting, points
from parley.record.opening import KEPT_IN
from parley.record.surroundings import Surroundings, surroundings_of
from parley.record.upkeep import Upkeep, remember, upkeep_of

NOW = datetime(2031, 2, 1, tzinfo=UTC)
AROUND = Surroundings(
    version=180_004,
    superuser=False,
    past_policies=False,
    makes_roles=True,
    connections=97,
    clock=NOW,
    last_recorded=NOW - timedelta(hours=1),
    seats=20,
    size=10_000_000,
)
HOUR = timedelta(hours=1)
DONE = Upkeep(backed_up=NOW - HOUR, drilled=NOW - HOUR, verified=NOW - HOUR, holds=True)


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    for name in (KEPT_IN, "key"):
        (folder / name).write_text("ab" * 32)
        (folder / name).chmod(0o600)
    return folder


def to_mend(home, *, around=AROUND, upkeep=DONE, workers=2, **environment):
    environment = {HOSTS: "talks.example", BEHIND_TLS: "1", KEY: str(home / "key"), **environment}
    setting = Setting(home=home, environment=environment, workers=workers, moment=NOW, around=around, upkeep=upkeep)
    found = points(setting, others_reach_it=True)
    return [f"{point.what}: {point.mend}" for point in found if point.mend and "as root" not in point.what]


def test_nothing_is_to_be_mended_where_all_is_in_order(home):
    assert to_mend(home) == []


MENDED = {
    "open folder": (lambda home: home.chmod(0o755), "others may look into the data folder: chmod go="),
    "open secret": (lambda home: (home / KEPT_IN).chmod(0o640), "others may look into the secret of the seats"),
    "open key": (lambda home: (home / "key").chmod(0o644), "no passphrase for backups can be read"),
    "no key": (lambda home: (home / "key").unlink(), "no passphrase for backups can be read"),
}


@pytest.mark.parametrize("name", MENDED)
def test_what_others_may_read_is_to_be_mended(home, name):
    change, message = MENDED[name]
    change(home)
    (found,) = to_mend(home)
    assert message in found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 130_000}, "PostgreSQL 13: update it"),
        ({"superuser": True}, "may pass by every policy"),
        ({"past_policies": True}, "may pass by every policy"),
        ({"makes_roles": False}, "may make no roles"),
        ({"connections": 63}, "2 workers × (20 open seats + 8) + 8 = 64: alter system set max_connections = 128"),
        ({"clock": NOW + HOUR}, "are 3600 s apart"),
        ({"last_recorded": NOW + HOUR}, "which is yet to come"),
        ({"size": 10**18}, "free on the disk of the data folder"),
    ],
)
def test_what_the_database_lacks_is_to_be_mended(home, change, message):
    (found,) = to_mend(home, around=AROUND._replace(**change))
    assert message in found


@pytest.mark.parametrize(
    ("upkeep", "message"),
    [
        (Upkeep(drilled=NOW, verified=NOW, holds=True), "the record was never backed up: parley backup FILE"),
        (Upkeep(backed_up=NOW - 27 * HOUR, drilled=NOW, verified=NOW, holds=True), "last backed up at 2031-01-30"),
        (Upkeep(backed_up=NOW, drilled=NOW - 36 * 24 * HOUR, verified=NOW, holds=True), "last drilled at 2030-12-27"),
        (Upkeep(backed_up=NOW, drilled=NOW, verified=NOW - 9 * 24 * HOUR, holds=True), "last verified at 2031-01-23"),
        (Upkeep(backed_up=NOW, drilled=NOW, verified=NOW, holds=False), "did not hold when it was last verified"),
    ],
)
def test_what_was_left_undone_is_to_be_mended(home, upkeep, message):
    (found,) = to_mend(home, upkeep=upkeep)
    assert message in found


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (HOSTS, "", "only browsers on this machine are answered"),
        (HOSTS, "*", "answered under any name"),
        (BEHIND_TLS, "", "nothing says that pages go out behind TLS"),
        (KEY, "", "no passphrase for backups can be read"),
    ],
)
def test_what_the_environment_lacks_is_to_be_mended(home, name, value, message):
    (found,) = to_mend(home, **{name: value})
    assert message in found


def test_upkeep_is_remembered_one_by_one_and_a_note_that_is_damaged_says_nothing(tmp_path):
    assert upkeep_of(tmp_path) == Upkeep()
    remember(tmp_path, backed_up=NOW)
    remember(tmp_path, verified=NOW, holds=False)
    assert upkeep_of(tmp_path) == Upkeep(backed_up=NOW, verified=NOW, holds=False)
    assert [path.name for path in tmp_path.iterdir()] == ["upkeep.json"]
    (tmp_path / "upkeep.json").write_text("{")
    assert upkeep_of(tmp_path) == Upkeep()


def test_the_command_looks_at_the_real_database_and_says_one_line_a_point(record, home, monkeypatch, capsys):
    (home / KEPT_IN).write_text(record.secret.hex())
    monkeypatch.setenv(HOME, str(home))
    monkeypatch.setenv(URL, record.owner)
    around = surroundings_of(record)
    assert (around.superuser, around.makes_roles, around.last_recorded, around.seats) == (False, True, None, 0)
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert all(line.startswith(("ok    ", "mend  ")) for line in out.splitlines())
    assert "mend  the record was never backed up: parley backup FILE\n" in out
    assert main(["verify"]) == 0
    for done in ("backed_up", "drilled"):
        remember(home, **{done: datetime.now(UTC)})
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "mend" not in capsys.readouterr().out
    assert main(["check", "--deploy"]) == 1
