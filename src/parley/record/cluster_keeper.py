"""The process that starts one embedded PostgreSQL server and stops it when the last lease is gone.

It outlives the command that started it, and needs the standard library only.

No process id is trusted. File locks tell who is alive: the kernel frees them when their last holder dies, never before.
`lease` is shared by whoever uses the server; `keeper` is held by the keeper; `server` is inherited by PostgreSQL and by
every process of its own; `starting` is held, by the command or its keeper, from the start until the server answers.
"""

import fcntl
import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from parley.record import cluster_making as making

GRACE_SECONDS = 3.0
PATIENCE_SECONDS = 60.0
STEP_SECONDS = 5.0
LARGEST_LOG = 10_000_000
SCANT_DISK = 1_000_000
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Place:
    """The files of an embedded cluster in a home folder."""

    home: Path

    @property
    def data(self) -> Path:
        """What PostgreSQL calls its data folder; its owner is whom the server runs as."""
        return self.home / "cluster"

    @property
    def keeping(self) -> Path:
        """The locks, which hold nothing, and the log."""
        return self.home / making.KEEPING

    @property
    def log(self) -> Path:
        """What the server and its keeper say, of which nothing is anybody's words."""
        return self.keeping / "log"

    def lock(self, name: Literal["lease", "keeper", "server", "starting"]) -> int:
        """Return a descriptor to lock; only the owner of the home can open it, hence hold anyone up."""
        return os.open(self.keeping / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


class Report:
    """The way back to the command that waits for the server: one line for each step.

    It is no error that the command has gone, or waits no more.
    """

    def __init__(self, pipe: int) -> None:
        self._pipe: int | None = pipe

    def tell(self, kind: Literal["step", "ready", "failed"], *, words: str = "") -> None:
        """Tell the command, if it still listens; after `ready` and `failed` it does not."""
        if self._pipe is not None:
            with suppress(BrokenPipeError):
                os.write(self._pipe, f"{kind} {' '.join(words.split())}\n".encode(errors="replace"))

    def close(self) -> None:
        """Tell nothing from now on."""
        if self._pipe is not None:
            os.close(self._pipe)
            self._pipe = None


def try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Return whether the lock is now held; never waits."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def last_words(place: Place, *, since: int = 0) -> str:
    """Return why the server ended, in its own words and then what to do."""
    with place.log.open("rb") as stream:
        stream.seek(since)
        line = making.telling_line(stream.read().decode(errors="replace"))
    disk = os.statvfs(place.home)
    if disk.f_bavail * disk.f_frsize < SCANT_DISK:
        return f"the disk is full. Free some space on the disk of {place.home}, then run the command again. {line}"
    return f"{line or 'it said nothing'}. See {place.log}, put right what it says, then run the command again."


def main(home: str, programs: str, starting: str, pipe: str) -> None:
    """Keep the server of `home` until nobody needs it; `starting` and `pipe` are descriptors from the command."""
    if os.fork():
        os._exit(0)  # so that the command is the parent of no process that outlives it
    place, report = Place(Path(home)), Report(int(pipe))
    try:
        _settle(place)
        _keep(place, programs=Path(programs), starting=int(starting), report=report)
    except OSError as error:
        _give_up(making.explained(error, home=place.home), report=report)
    except (making.Failure, subprocess.SubprocessError) as error:
        _give_up(str(error), report=report)


def _give_up(words: str, *, report: Report) -> None:
    report.tell("failed", words=words)
    sys.exit(words)


def _settle(place: Place) -> None:
    """Leave whatever the command's terminal, folder and signals were, and write to the log."""
    os.chdir("/")
    os.umask(0o077)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    # A picture of the server's memory would hold what was said.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What PostgreSQL leaves behind when it is killed becomes this process's own children, and can be ended safely.
    making.control(PR_SET_CHILD_SUBREAPER, 1)
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.rename(place.keeping / "log.old")
    log = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    os.dup2(log, 2)
    os.close(log)


def _keep(place: Place, *, programs: Path, starting: int, report: Report) -> None:
    keeper, lease = place.lock("keeper"), place.lock("lease")
    if not try_lock(keeper):
        raise making.Failure("Another process keeps this database already. Run the command again.")
    server_lock = place.lock("server")
    _wait_for_earlier_server(place, lock=server_lock, report=report)
    identity = making.private_identity(place.data)
    if not place.data.exists():
        report.tell("step", words="Making the database (once only)")
        making.make(place.data, programs=programs, identity=identity, keep_open=(server_lock,))
    elif place.data.stat().st_uid != identity.user:
        making.give(place.data, identity=identity)
    identity = making.able_to_run(programs, identity=identity)
    while True:
        server = _started(place, programs=programs, identity=identity, server_lock=server_lock, report=report)
        report.tell("ready")
        report.close()
        os.close(starting)
        if _unused(server, lease=lease):
            _stop(server)
            return
        _end_what_is_left()
        if server.returncode == 0:
            return  # somebody stopped it on purpose
        starting = place.lock("starting")
        fcntl.flock(starting, fcntl.LOCK_EX)


def _wait_for_earlier_server(place: Place, *, lock: int, report: Report) -> None:
    """Take the server's lock once nothing runs on the data any more, even if it was started by hand."""
    begun = told = time.monotonic()
    while _end_survivors(place, asked_for=time.monotonic() - begun) or not try_lock(lock):
        now = time.monotonic()
        if now - begun > 2 * PATIENCE_SECONDS:
            raise making.Failure(
                f"An earlier server is still running on {place.data} and does not stop. "
                "Stop the processes called postgres that use it, then run the command again."
            )
        if now - told > STEP_SECONDS:
            report.tell("step", words="Waiting until an earlier server of this database has stopped")
            told = now
        time.sleep(0.05)
    # Whatever they name is not our server: the lock and the look at every process have just shown that there is none.
    for name in ("postmaster.pid", f"{making.SOCKET}.lock"):
        (place.data / name).unlink(missing_ok=True)


def _end_survivors(place: Place, *, asked_for: float) -> bool:
    """Return whether processes of an earlier server are still there, and ask them to stop.

    The server itself is asked to disconnect everyone and stop, later to stop at once. Its own processes without it can
    do nothing useful any more.
    """
    try:
        here = place.data.stat()
    except FileNotFoundError:
        return False
    first = _server_process(place.data)
    survivors = [folder for folder in making.processes() if _is_of_postgres(folder, here=here)]
    for folder in survivors:
        number = int(folder.name)
        polite = signal.SIGINT if asked_for < PATIENCE_SECONDS else signal.SIGQUIT
        if first in {int(survivor.name) for survivor in survivors}:
            if number == first:
                _signal_if_still(folder, here=here, sent=polite)
        else:
            _signal_if_still(folder, here=here, sent=signal.SIGKILL)
    return bool(survivors)


def _server_process(data: Path) -> int | None:
    with suppress(OSError, ValueError, IndexError):
        return int((data / "postmaster.pid").read_text(errors="replace").splitlines()[0])
    return None


def _is_of_postgres(folder: Path, *, here: os.stat_result) -> bool:
    try:
        program = Path((folder / "exe").readlink()).name.removesuffix(" (deleted)")
        where = (folder / "cwd").stat()
    except OSError:
        return False
    return program == "postgres" and (where.st_dev, where.st_ino) == (here.st_dev, here.st_ino)


def _signal_if_still(folder: Path, *, here: os.stat_result, sent: signal.Signals) -> None:
    """Signal the process only if it is PostgreSQL's on this data: looked at while its id cannot pass to another."""
    with suppress(OSError):
        handle = os.pidfd_open(int(folder.name))
        try:
            if _is_of_postgres(folder, here=here):
                signal.pidfd_send_signal(handle, sent)
        finally:
            os.close(handle)


def _started(
    place: Place, *, programs: Path, identity: making.Identity, server_lock: int, report: Report
) -> subprocess.Popen[bytes]:
    """Return the server once it answers, however long it recovers from a crash.

    Raises:
        Failure: it ended instead; with its last words.
    """
    making.write_settings(place.data, identity=identity)
    since = place.log.stat().st_size
    server = making.start(
        [str(programs / "postgres"), "-D", making.HERE],
        identity=identity,
        folder=place.data,
        # If the keeper is killed, the server disconnects everyone and stops: nothing is ever left running.
        death_signal=signal.SIGINT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=2,
        keep_open=(server_lock,),
    )
    begun = told = time.monotonic()
    while not _answers(server, data=place.data):
        if server.poll() is not None:
            _end_what_is_left()
            raise making.Failure(f"The database could not start: {last_words(place, since=since)}")
        if time.monotonic() - told > STEP_SECONDS:
            told = time.monotonic()
            report.tell("step", words=f"The database recovers from a crash ({told - begun:.0f} s so far)")
        time.sleep(0.01)
    return server


def _answers(server: subprocess.Popen[bytes], *, data: Path) -> bool:
    """Return whether the server says in its own file that it is ready; another process's file says nothing."""
    with suppress(FileNotFoundError):
        lines = (data / "postmaster.pid").read_text(errors="replace").splitlines()
        return len(lines) > 7 and lines[0] == str(server.pid) and lines[7].strip() == "ready"  # noqa: PLR2004
    return False


def _unused(server: subprocess.Popen[bytes], *, lease: int) -> bool:
    """Return, with the lease to ourselves, once nobody has held it for a while; false if the server died first."""
    used = time.monotonic()
    while server.poll() is None:
        if not try_lock(lease):
            used = time.monotonic()
        elif time.monotonic() - used > GRACE_SECONDS:
            return True
        else:
            fcntl.flock(lease, fcntl.LOCK_UN)
        time.sleep(0.2)
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    for sent in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(sent)
        with suppress(subprocess.TimeoutExpired):
            server.wait(PATIENCE_SECONDS)
            break
    _end_what_is_left()


def _end_what_is_left() -> None:
    """Kill what a dead server left: our own children, whose ids cannot have passed to anybody else."""
    own = str(os.getpid())
    while True:
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass
        left = [folder for folder in making.processes() if _parent(folder) == own]
        if not left:
            return
        for folder in left:
            os.kill(int(folder.name), signal.SIGKILL)
        time.sleep(0.01)


def _parent(folder: Path) -> str:
    with suppress(OSError):
        return (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
    return ""
