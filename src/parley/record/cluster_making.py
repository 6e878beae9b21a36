"""Making an embedded PostgreSQL cluster, and running PostgreSQL's programs as somebody who may do little.

PostgreSQL refuses to run as root. For root it runs under a user id that belongs to nobody, from a range which the Linux
conventions leave unused (systemd's UIDS-GIDS): not under `nobody`, whose processes could then read the record. Only the
making of a cluster needs a user who has a name, and borrows the id of a system account that nothing runs under.

A program is in its data folder already when it loses its privileges, and calls it /proc/self/cwd, so that the parents
of the data folder may stay closed to it. Only where PostgreSQL's own programs lie in a closed folder does it keep one
capability, since they look for their files by their real path.
"""

import ctypes
import errno
import grp
import os
import pwd
import random
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
SUPERUSER = "parley"
OWNER = "parley_owner"
DATABASE = "parley"
KEEPING = "cluster-keeping"
HERE = "/proc/self/cwd"
PRIVATE_IDS = range(60578, 61184)
SYSTEM_IDS = range(1, 1000)
TRIES = 5
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
PR_SET_PDEATHSIG, PR_GET_SECUREBITS, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 27, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 4
CAPABILITY_VERSION_3 = 0x20080522
LIBC = ctypes.CDLL(None, use_errno=True)
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}

# An entry's words must reach no log: neither failing statements nor the messages, details and hints of their errors.
SETTINGS = f"""\
# Written anew at every start. Put what you wish to tune into ALTER SYSTEM, not here.
listen_addresses = ''
port = {PORT}
unix_socket_directories = '.'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
dynamic_shared_memory_type = posix
fsync = on
jit = off
password_encryption = 'scram-sha-256'
timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
default_text_search_config = 'pg_catalog.simple'
log_timezone = 'UTC'
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = none
log_min_duration_statement = -1
log_autovacuum_min_duration = -1
log_checkpoints = off
"""
DOORS = f"""\
# Written anew at every start. Whoever is not named here by an operating-system user needs a password.
local all {SUPERUSER} peer map=parley
local all {OWNER} peer map=parley
local all all scram-sha-256
"""
FIRST_STATEMENTS = f"""\
CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB NOSUPERUSER;
CREATE DATABASE {DATABASE} OWNER {OWNER};
"""


class Failure(Exception):
    """What is wrong, then what to do, in words for whoever started the command."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a process of PostgreSQL runs as, and the one capability that it keeps, if any."""

    user: int
    group: int
    capability: int | None = None


def explained(error: OSError, *, home: Path) -> str:
    """Return what the operating system refused, then what to do; `home` is for errors that name no file."""
    file = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else home
    what = f"{file}: {error.strerror or error}."
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{what} Free some space on that disk, then run the command again."
    if file.parent.name == KEEPING:
        return f"{what} Make sure that no Parley command is running, remove this file, then run the command again."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{what} Become the user who owns it, choose another folder, or, if you are root, an ordinary account."
    return f"{what} Put that right, or choose another folder, then run the command again."


def telling_line(output: str) -> str:
    """Return the last line that names the cause of a failure, else the last that names an error, else the last."""
    lines = [line.split("] ", 1)[-1].strip() for line in output.splitlines() if line.strip()]
    for signs in (("No space left",), ("FATAL", "PANIC", "rror:", "could not")):
        for line in reversed(lines):
            if any(sign in line for sign in signs):
                return line
    return lines[-1] if lines else ""


def start(
    command: list[str],
    *,
    identity: Identity,
    folder: Path,
    death_signal: signal.Signals,
    stdin: int,
    stdout: int,
    stderr: int,
    keep_open: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's programs as `identity` in `folder`; it gets `death_signal` if the keeper dies first."""
    as_root = os.geteuid() == 0

    def prepare() -> None:
        if identity.capability is not None:
            _keep_one_capability(identity.capability)
        control(PR_SET_PDEATHSIG, int(death_signal))

    if identity.capability is not None:
        # The child would otherwise lose every capability with its user id, and access(2) would look at none.
        control(PR_SET_SECUREBITS, LIBC.prctl(PR_GET_SECUREBITS) | SECBIT_NO_SETUID_FIXUP)
    return subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        pass_fds=keep_open,
        umask=0o077,
        user=identity.user if as_root else None,
        group=identity.group if as_root else None,
        extra_groups=[] if as_root else None,
        preexec_fn=prepare,  # noqa: PLW1509 - the keeper has one thread
    )


def _keep_one_capability(capability: int) -> None:
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    _checked(LIBC.capset(header, sets))
    control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability)


def control(option: int, *values: int) -> None:
    """Set one of the attributes of this process that prctl(2) knows."""
    words = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    _checked(LIBC.prctl(option, *words))


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def run(
    command: list[str], *, identity: Identity, folder: Path, text: str = "", keep_open: tuple[int, ...] = ()
) -> None:
    """Run one of PostgreSQL's programs to its end, with `text` as its input.

    Raises:
        Failure: with the line in which the program says why it failed.
        OSError, subprocess.SubprocessError: it could not be started at all.
    """
    process = start(
        command,
        identity=identity,
        folder=folder,
        death_signal=signal.SIGKILL,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        keep_open=keep_open,
    )
    output = process.communicate(text.encode())[0].decode(errors="replace")
    if process.returncode != 0:
        raise Failure(
            f"{Path(command[0]).name} failed in {folder}: {telling_line(output)}. "
            "Put right what it says, then run the command again."
        )


def able_to_run(programs: Path, *, identity: Identity) -> Identity:
    """Return the identity with the least capability with which it reaches PostgreSQL's programs: most often none."""
    choices = (None, CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if os.geteuid() == 0 else (None,)
    reason: Exception | None = None
    for capability in choices:
        candidate = replace(identity, capability=capability)
        try:
            # Looks for itself and its folders as the server does.
            run([str(programs / "pg_config"), "--sharedir"], identity=candidate, folder=Path("/"))
        except (OSError, subprocess.SubprocessError, Failure) as error:
            reason = reason or error
        else:
            return candidate
    raise Failure(
        f"User id {identity.user}, which PostgreSQL has to run as, cannot run the programs in {programs} ({reason}). "
        "Install Parley in a folder that every user may read, such as /opt, or run it as an ordinary user."
    )


def processes() -> Iterator[Path]:
    """Return the folders in /proc of the processes that can be seen."""
    return (folder for folder in Path("/proc").iterdir() if folder.name.isdecimal())


def used_ids() -> set[int]:
    """Return the user ids, real, effective or saved, that processes run under now."""
    used: set[int] = set()
    for folder in processes():
        with suppress(OSError):
            status = (folder / "status").read_text(errors="replace")
            used.update(int(number) for number in status.split("\nUid:", 1)[1].split("\n", 1)[0].split())
    return used


def private_identity(data: Path) -> Identity:
    """Return whom the server on `data` runs as: for root an id that is nobody's, remembered as the folder's owner."""
    if os.geteuid() != 0:
        return Identity(os.geteuid(), os.getegid())
    with suppress(FileNotFoundError):
        owner = data.stat().st_uid
        if owner in PRIVATE_IDS and not _belongs_to_somebody(owner):
            return Identity(owner, owner)
    used = used_ids()
    for number in random.SystemRandom().sample(PRIVATE_IDS, len(PRIVATE_IDS)):
        if number not in used and not _belongs_to_somebody(number):
            return Identity(number, number)
    raise Failure(f"Every user id from {PRIVATE_IDS[0]} to {PRIVATE_IDS[-1]} is taken. Use an ordinary account.")


def _belongs_to_somebody(number: int) -> bool:
    for look_up in (pwd.getpwuid, grp.getgrgid):
        with suppress(KeyError):
            look_up(number)
            return True
    return False


def give(folder: Path, *, identity: Identity) -> None:
    """Make everything in `folder` the identity's; links are not followed."""
    for parent, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(Path(parent, name), identity.user, identity.group, follow_symlinks=False)


def make(data: Path, *, programs: Path, identity: Identity, keep_open: tuple[int, ...]) -> None:
    """Make a cluster with its owner role and its database; `data` appears only when it is complete."""
    _own_name()
    prefix = f"{data.name}-unfinished-"
    for leftover in data.parent.glob(f"{prefix}*"):
        shutil.rmtree(leftover)
    for _ in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=data.parent))
        try:
            maker = able_to_run(programs, identity=_named_identity())
            give(folder, identity=maker)
            _fill(folder, programs=programs, maker=maker, keep_open=keep_open)
            # A process that ran beside it under the same id could have changed the cluster, or have a file still open.
            if maker.user == identity.user or maker.user not in used_ids():
                give(folder, identity=identity)
                folder.rename(data)
                _sync(data.parent)
                return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    raise Failure(
        "The system accounts are too busy to make the database as root. Try again, or use an ordinary account."
    )


def _fill(folder: Path, *, programs: Path, maker: Identity, keep_open: tuple[int, ...]) -> None:
    initdb = [str(programs / "initdb"), f"--pgdata={HERE}", f"--username={SUPERUSER}", "--auth=reject"]
    # Case rules for every script and an order that no system update changes; the wheel has no ICU.
    initdb += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb += ["--data-checksums", "--no-instructions"]
    run(initdb, identity=maker, folder=folder, keep_open=keep_open)
    alone = [str(programs / "postgres"), "--single", "-c", "exit_on_error=on", "-D", HERE, "postgres"]
    run(alone, identity=maker, folder=folder, text=FIRST_STATEMENTS, keep_open=keep_open)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(descriptor)
    os.close(descriptor)


def _named_identity() -> Identity:
    """Return ourselves or, for root, a system account that nothing runs under: initdb needs a user who has a name."""
    if os.geteuid() != 0:
        return Identity(os.geteuid(), os.getegid())
    used = used_ids()
    accounts = [account for account in pwd.getpwall() if account.pw_uid in SYSTEM_IDS and account.pw_uid not in used]
    if not accounts:
        raise Failure("PostgreSQL cannot be set up as root, and every system account is in use. Use an ordinary one.")
    # By chance, so that two homes that are made at once are rarely made under the same one.
    chosen = random.SystemRandom().choice(accounts)
    return Identity(chosen.pw_uid, chosen.pw_gid)


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise Failure(
            f"Your user id {os.geteuid()} has no name on this machine, and PostgreSQL knows users by name. "
            "Add it to /etc/passwd, or run Parley as a user who is there."
        ) from None


def write_settings(data: Path, *, identity: Identity) -> None:
    """Write the server's settings anew, so that whatever happened to them is undone at the next start."""
    name = _own_name().replace('"', '""')
    people = "".join(f'parley "{name}" {role}\n' for role in (SUPERUSER, OWNER))
    for file, text in (("postgresql.conf", SETTINGS), ("pg_hba.conf", DOORS), ("pg_ident.conf", people)):
        # By a new file and a rename: the server's own user could have put a link there, for root to write through.
        new = data / f"{file}.new"
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            os.fchown(descriptor, identity.user, identity.group)
            stream.write(text)
        new.rename(data / file)
