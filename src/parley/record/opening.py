"""Opening the record: embedded in a data folder or on a server, for the owner or for the web process, which is none."""

import hashlib
import hmac
import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any

from psycopg import Connection, Error, OperationalError, connect
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from parley.record import cluster, keeping, migrating, store
from parley.record.references import SeatId
from parley.record.seat import Seat

KEPT_IN = "seats.secret"
BYTES_OF_SECRET = 32
DATABASE = "parley"
OWNER = "parley_owner"
CONNECTIONS_A_SEAT = 4
IDLE_SECONDS = 20.0
WAIT_SECONDS = 15.0
FORGET = "deallocate all"
WASH = (
    "close all; set session authorization default; reset all; unlisten *; discard temp; discard sequences;"
    " select pg_catalog.pg_advisory_unlock_all()"
)
"""All of `discard all` but the plans of functions, which hold nothing of a borrower's and take long to make."""

logging.getLogger("psycopg.pool").setLevel(logging.ERROR + 1)  # whoever asked is told in words, once


class RecordUnavailable(RuntimeError):
    """The record cannot be reached or opened; the message says why and what to do."""


@dataclass(kw_only=True)
class Record:
    """An open record. `owner` is None in a process that serves people: it holds no secret of the owner's.

    Args:
        address: how to reach the database, without a user.
        secret: from which the passwords of the seats' roles follow.
        owner: how the owner connects.
    """

    address: dict[str, Any]
    secret: bytes = field(repr=False)
    owner: str | None = field(default=None, repr=False)
    _pools: dict[str, ConnectionPool[Connection[Any]]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @contextmanager
    def as_seat(self, seat: Seat) -> Iterator[Connection[Any]]:
        """Lend a connection on which the seat's own role is logged in.

        Raises:
            RecordUnavailable: when the database cannot be reached.
        """
        with self._lent(seat.role) as connection:
            yield connection

    @contextmanager
    def as_web(self) -> Iterator[Connection[Any]]:
        """Lend a connection on which the role is logged in that reads accounts, and nothing of the record.

        Raises:
            RecordUnavailable: when the database cannot be reached.
        """
        with self._lent(self.web_role) as connection:
            yield connection

    @contextmanager
    def as_owner(self) -> Iterator[Connection[Any]]:
        """Lend the owner's connection, with one transaction around what is done on it.

        Raises:
            RecordUnavailable: when the database cannot be reached, or this process is not the owner's.
        """
        if self.owner is None:
            raise RecordUnavailable("this process serves people and does not act for the owner: use the command line")
        try:
            with connect(self.owner) as connection:
                yield store.prepare(connection)
        except OperationalError as error:
            raise RecordUnavailable(f"the database does not answer: {str(error).splitlines()[0]}") from error

    def role_of(self, seat: SeatId) -> str:
        """Return the name of a seat's login role, which tells nothing about the seat."""
        return "s_" + hmac.new(self.secret, b"seat " + bytes.fromhex(seat), hashlib.sha256).hexdigest()[:24]

    @property
    def address_for_serving(self) -> str:
        """Where the database is, without a user or password: what a process that serves people is told."""
        return make_conninfo(**{name: value for name, value in self.address.items() if name != "password"})

    @property
    def web_role(self) -> str:
        """The role that keeps the accounts of the web, and sees nothing of the record."""
        return "w_" + hmac.new(self.secret, b"web", hashlib.sha256).hexdigest()[:24]

    @property
    def web_address(self) -> str:
        """How the web process reaches its accounts."""
        return make_conninfo(**self.address, user=self.web_role, password=self.password_of(self.web_role))

    def password_of(self, role: str) -> str:
        """Return the password of a role."""
        return hmac.new(self.secret, b"password " + role.encode(), hashlib.sha256).hexdigest()

    def for_serving(self) -> "Record":
        """Return this record as a process that serves people opens it: without the owner's secret."""
        return Record(address=self.address, secret=self.secret)

    def close(self) -> None:
        """Give back all connections."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    @contextmanager
    def _lent(self, role: str) -> Iterator[Connection[Any]]:
        try:
            with self._pool(role).connection() as connection:
                yield connection
        except (PoolTimeout, OperationalError) as error:
            raise RecordUnavailable(
                "the database does not answer: try again, or see its log in the data folder"
            ) from error

    def _pool(self, role: str) -> ConnectionPool[Connection[Any]]:
        with self._lock:
            if role not in self._pools:
                self._pools[role] = ConnectionPool(
                    make_conninfo(**self.address, user=role, password=self.password_of(role)),
                    min_size=0,
                    max_size=CONNECTIONS_A_SEAT,
                    max_idle=IDLE_SECONDS,
                    kwargs={"autocommit": True},
                    timeout=WAIT_SECONDS,
                    configure=store.prepare,  # type: ignore[arg-type]
                    check=_wash,
                    open=True,
                )
            return self._pools[role]


@contextmanager
def opened(
    home: Path, *, url: str | None = None, serving: bool = False, progress: Callable[[str], None] = lambda _: None
) -> Iterator[Record]:
    """Open the record of a data folder: its embedded database, or the server of a URL.

    Args:
        home: the data folder, made with mode 0700 where it is absent.
        url: the owner's address of a database on a server; of a serving process, an address without a user.
        serving: whether this process serves people; it then neither migrates nor acts for the owner.
        progress: told what takes long.

    Raises:
        RecordUnavailable: when the record cannot be reached or opened.
    """
    with ExitStack() as stack:
        try:
            record = _record(home, stack, url=url, progress=progress)
            if serving:
                record = record.for_serving()
            else:
                _bring_up_to_date(record, progress=progress)
        except (cluster.ClusterError, migrating.MigrationError) as error:
            raise RecordUnavailable(str(error)) from error
        stack.callback(record.close)
        yield record


@contextmanager
def reached(
    home: Path, *, url: str | None = None, secret: bytes, progress: Callable[[str], None] = lambda _: None
) -> Iterator[Record]:
    """Reach a database as its owner and leave it as it is: for a record that is to be made there, of a known secret.

    Raises:
        RecordUnavailable: when the database cannot be reached, or the data folder has another secret.
    """
    with ExitStack() as stack:
        try:
            record = _record(home, stack, url=url, secret=secret, progress=progress)
        except cluster.ClusterError as error:
            raise RecordUnavailable(str(error)) from error
        stack.callback(record.close)
        yield record


def keep_secret(home: Path, *, secret: bytes) -> bool:
    """Give a data folder its secret, and tell whether it had none before.

    Raises:
        RecordUnavailable: when it has another one, or cannot be written in.
    """
    path = home / KEPT_IN
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = not path.exists()
        if made:
            _make_secret(path, secret=secret)
    except OSError as error:
        raise _unwritable(home, error) from error
    if _read_secret(path) != secret:
        raise RecordUnavailable(f"{home} is the data folder of another record: set PARLEY_HOME to a new one")
    return made


def _record(
    home: Path, stack: ExitStack, *, url: str | None, secret: bytes | None = None, progress: Callable[[str], None]
) -> Record:
    if url is None:
        address = stack.enter_context(cluster.running(home, progress=progress))
        # Without hostaddr, PGHOSTADDR of the environment would send passwords over the network.
        base = {"host": address.host, "hostaddr": "", "port": address.port, "dbname": DATABASE}
        owner = address.conninfo(role=OWNER, database=DATABASE)
        return Record(address=base, secret=secret or _secret(home), owner=owner)
    try:
        parts = conninfo_to_dict(url)
    except Exception as error:
        raise RecordUnavailable(
            "the address of the database cannot be read: write postgresql://owner:password@host/name"
        ) from error
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(home, error) from error
    base = {name: value for name, value in parts.items() if name not in {"user", "password", "passfile"}}
    return Record(address=base, secret=secret or _secret(home), owner=make_conninfo(url))


def _secret(home: Path) -> bytes:
    """Return the secret of a data folder, made whole at one stroke where there is none."""
    path = home / KEPT_IN
    try:
        if not path.exists():
            _make_secret(path, secret=secrets.token_bytes(BYTES_OF_SECRET))
    except OSError as error:
        raise _unwritable(home, error) from error
    return _read_secret(path)


def _make_secret(path: Path, *, secret: bytes) -> None:
    with NamedTemporaryFile("w", dir=path.parent, prefix=KEPT_IN, delete=True) as file:
        file.write(secret.hex())
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


def _unwritable(home: Path, error: OSError) -> RecordUnavailable:
    return RecordUnavailable(f"cannot write in the data folder {home}: {error.strerror}; mend that, or set PARLEY_HOME")


def _read_secret(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise RecordUnavailable(f"{path} cannot be read: restore it from your backup") from error
    if len(secret) != BYTES_OF_SECRET:
        raise RecordUnavailable(f"{path} is damaged: restore it from your backup")
    return secret


def _bring_up_to_date(record: Record, *, progress: Callable[[str], None]) -> None:
    with record.as_owner() as connection:
        changed = migrating.migrate(connection)
        if changed:
            progress("The record was brought up to date.")
        if changed or not keeping.is_role(connection, role=record.web_role):
            let_the_web_in(connection, record=record)


def let_the_web_in(connection: Connection[Any], *, record: Record) -> None:
    """Give the web's role its password and its rights."""
    keeping.ensure_role(connection, role=record.web_role, password=record.password_of(record.web_role))
    keeping.open_accounts_to(connection, role=record.web_role)


def _wash(connection: Connection[Any]) -> None:
    """Leave nothing of one borrower to the next: settings, cursors, statements, temporary objects, locks.

    This is done when a connection is lent, and finds one that is dead, which the pool replaces. A pool that does it
    when one is given back, in another thread, meanwhile opens a further one for the next borrower.

    To forget is prepared itself, since the driver then forgets, with the server, whatever else was prepared. A
    connection that cannot be washed, dead or left with statements under the driver's names, is closed.
    """
    try:
        connection.execute(FORGET, prepare=True)
        connection.execute(WASH, prepare=False)
    except Error:
        connection.close()
        raise
