"""The setting in which a record is run: what is in order, and what is to be mended and how."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from parley.cli.passphrase import KEY, key_is_for_one_alone
from parley.cli.record import URL
from parley.record.opening import KEPT_IN
from parley.record.surroundings import Surroundings
from parley.record.upkeep import Upkeep

HOSTS, BEHIND_TLS, LOG = "PARLEY_ALLOWED_HOSTS", "PARLEY_BEHIND_TLS", "PARLEY_LOG"
OLDEST_VERSION = 160_000
CONNECTIONS_OF_SESSIONS = 8
CONNECTIONS_OF_COMMANDS = 8
SPARE_DISK = 1_000_000_000
CLOCK_MAY_BE_OFF = timedelta(seconds=30)
BACKUP_HOLDS_FOR = timedelta(hours=26)
VERIFYING_HOLDS_FOR = timedelta(days=8)
DRILL_HOLDS_FOR = timedelta(days=35)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that was looked at; `mend` says what to do, and is empty where nothing is."""

    what: str
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is looked at."""

    home: Path
    environment: Mapping[str, str]
    workers: int
    moment: datetime
    around: Surroundings
    upkeep: Upkeep


def points(setting: Setting, *, others_reach_it: bool) -> list[Point]:
    """Return what is in order and what is not: of the record, and of the way to it if others reach it."""
    looks = (*OF_THE_RECORD, *(OF_THE_WAY_TO_IT if others_reach_it else ()))
    return [point for look in looks for point in look(setting)]


def _folder(setting: Setting) -> Iterator[Point]:
    yield _for_one_alone(setting.home, called="the data folder")


def _secret(setting: Setting) -> Iterator[Point]:
    yield _for_one_alone(setting.home / KEPT_IN, called="the secret of the seats")


def _key(setting: Setting) -> Iterator[Point]:
    file = setting.environment.get(KEY)
    if file and Path(file).exists() and key_is_for_one_alone(Path(file)):
        yield Point(what=f"the passphrase of backups stands in {file}; that it is also kept elsewhere only you know")
    else:
        mend = f"set {KEY} to a file that holds it, readable by its owner alone, and keep a copy away from this machine"
        yield Point(what="no passphrase for backups can be read", mend=mend)


def _disk(setting: Setting) -> Iterator[Point]:
    # A drill and a backup at once, each as large as the database.
    free, wanted = shutil.disk_usage(setting.home).free, 2 * setting.around.size + SPARE_DISK
    what = f"free on the disk of the data folder: {free / 1e9:.1f} GB"
    yield Point(what=what, mend="" if free >= wanted else f"free {wanted / 1e9:.1f} GB, or move it to a larger disk")


def _database(setting: Setting) -> Iterator[Point]:
    around = setting.around
    what = f"PostgreSQL {around.version // 10_000}"
    yield Point(what=what, mend="" if around.version >= OLDEST_VERSION else "update it to 16 or later")
    if around.superuser or around.past_policies:
        mend = f"take superuser and bypassrls from that role, or name another owner in {URL}"
        yield Point(what="the owner of the database may pass by every policy", mend=mend)
    elif not around.makes_roles:
        yield Point(what="the owner of the database may make no roles", mend="give that role createrole")
    else:
        yield Point(what="the owner of the database is no superuser, and may make roles")


def _connections(setting: Setting) -> Iterator[Point]:
    around = setting.around
    needed = setting.workers * (around.seats + CONNECTIONS_OF_SESSIONS) + CONNECTIONS_OF_COMMANDS
    what = (
        f"connections: {around.connections:,} for people; {setting.workers} workers × ({around.seats:,} open seats +"
        f" {CONNECTIONS_OF_SESSIONS}) + {CONNECTIONS_OF_COMMANDS} = {needed:,}"
    )
    mend = f"alter system set max_connections = {2 * needed} and start the database again, or serve with fewer workers"
    yield Point(what=what, mend="" if around.connections >= needed else mend)


def _clock(setting: Setting) -> Iterator[Point]:
    around = setting.around
    apart = abs(around.clock - setting.moment)
    if apart > CLOCK_MAY_BE_OFF:
        what = f"the clocks of this machine and of the database are {apart.total_seconds():.0f} s apart"
        yield Point(what=what, mend="let both be set by the network (timedatectl set-ntp true)")
    elif around.last_recorded is not None and around.last_recorded - around.clock > CLOCK_MAY_BE_OFF:
        what = f"the record was last written at {around.last_recorded:%Y-%m-%d %H:%M} UTC, which is yet to come"
        yield Point(what=what, mend="set the clock; what is put on record until then is stamped with that time")
    else:
        yield Point(what="the clock is right, as far as the record and the database tell")


def _upkeep(setting: Setting) -> Iterator[Point]:
    done, moment = setting.upkeep, setting.moment
    yield _age("backed up", done.backed_up, moment=moment, holds=BACKUP_HOLDS_FOR, how="parley backup FILE")
    yield _age("drilled", done.drilled, moment=moment, holds=DRILL_HOLDS_FOR, how="parley drill FILE")
    if done.holds is False:
        yield Point(what="the record did not hold when it was last verified", mend="parley verify says what; see docs")
    else:
        yield _age("verified", done.verified, moment=moment, holds=VERIFYING_HOLDS_FOR, how="parley verify")


def _who_runs_it(_: Setting) -> Iterator[Point]:
    as_root = os.geteuid() == 0
    mend = "make an account that does nothing else, give it the data folder, and run Parley as that"
    yield Point(what="Parley runs as root" if as_root else "Parley does not run as root", mend=mend if as_root else "")


def _hosts(setting: Setting) -> Iterator[Point]:
    named = [host.strip() for host in setting.environment.get(HOSTS, "").split(",") if host.strip()]
    mend = f"set {HOSTS} to the name under which people reach it: {HOSTS}=talks.example"
    if not named:
        yield Point(what="only browsers on this machine are answered", mend=mend)
    elif any("*" in host for host in named):
        yield Point(what="browsers are answered under any name", mend=mend)
    else:
        yield Point(what=f"browsers are answered under {', '.join(named)}")


def _tls(setting: Setting) -> Iterator[Point]:
    if setting.environment.get(BEHIND_TLS) == "1":
        yield Point(what="pages go out behind a proxy with TLS: cookies are sealed, plain requests are sent on")
    else:
        mend = f"put a proxy with TLS before it and set {BEHIND_TLS}=1 (docs/running.md has one for nginx)"
        yield Point(what="nothing says that pages go out behind TLS", mend=mend)


def _log(setting: Setting) -> Iterator[Point]:
    kept = setting.environment.get(LOG)
    yield Point(what=f"requests are logged as {kept}, without content" if kept else "no requests are logged")


Look = Callable[[Setting], Iterator[Point]]
OF_THE_RECORD: tuple[Look, ...] = (_folder, _secret, _disk, _database, _connections, _clock, _upkeep)
OF_THE_WAY_TO_IT: tuple[Look, ...] = (_who_runs_it, _hosts, _tls, _key, _log)


def _for_one_alone(path: Path, *, called: str) -> Point:
    found = path.stat()
    if found.st_uid != os.geteuid():
        return Point(what=f"{called} belongs to another user", mend=f"chown $(id -u) {path}, or become that user")
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Point(what=f"others may look into {called}", mend=f"chmod go= {path}")
    return Point(what=f"{called} is for you alone: {path}")


def _age(done: str, when: datetime | None, *, moment: datetime, holds: timedelta, how: str) -> Point:
    if when is None:
        return Point(what=f"the record was never {done}", mend=how)
    what = f"the record was last {done} at {when:%Y-%m-%d %H:%M} UTC"
    return Point(what=what, mend="" if moment - when <= holds else how)
