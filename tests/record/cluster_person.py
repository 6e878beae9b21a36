"""Somebody who runs Parley's commands as processes of their own, for tests of the embedded cluster."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import parley

AS_ROOT = os.geteuid() == 0
PACKAGES = f"{Path(parley.__file__).resolve().parents[1]}:{sysconfig.get_path('purelib')}"
LAST_RESORT = 60
USER = """
import pathlib, psycopg, sys
from parley.record.cluster import ClusterError, running
def ask(words):
    with psycopg.connect(address.conninfo(role="parley", database="parley"), autocommit=True) as connection:
        cursor = connection.execute(words)
        return cursor.fetchone()[0] if cursor.description else "done"
try:
    with running(pathlib.Path(sys.argv[1])) as address:
        print("in", flush=True)
        for line in sys.stdin:
            print(ask(line), flush=True)
except ClusterError as error:
    print("refused:", error, flush=True)
"""


def interpreter(user):
    """Return a Python that this user may run, if there is one; that of the tests may lie in a closed folder."""
    if user == os.geteuid():
        return sys.executable
    same = f"python3.{sys.version_info.minor}"
    for candidate in (sys.executable, shutil.which(same, path="/usr/local/bin:/usr/bin")):
        with contextlib.suppress(OSError, TypeError):
            if (
                subprocess.run([candidate, "-c", ""], user=user, group=user, extra_groups=[], check=False).returncode
                == 0
            ):
                return candidate
    return None


@dataclass
class Person:
    """Somebody with a folder of their own, who runs Parley's commands in processes of their own."""

    user: int
    folder: Path

    @property
    def home(self):
        return self.folder / "home"

    def python(self, program, *arguments, **environment):
        return subprocess.Popen(
            [interpreter(self.user), "-c", program, *map(str, arguments)],
            cwd="/",
            env={**os.environ, "PYTHONPATH": PACKAGES, **environment},
            user=self.user if AS_ROOT else None,
            group=self.user if AS_ROOT else None,
            extra_groups=[] if AS_ROOT else None,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def answer(self, program, *arguments):
        return self.python(program, *arguments).communicate()[0]

    @contextlib.contextmanager
    def uses(self, home=None, **environment):
        with self.python(USER, home or self.home, **environment) as process:
            try:
                yield process
            finally:
                process.kill()

    def is_let_in(self, home=None, **environment):
        with self.uses(home, **environment) as process:
            words = said(process)
        assert words == "in", words
        return True

    def refusal(self, home=None, **environment):
        with self.uses(home, **environment) as process:
            words = process.communicate()[0]
        assert words.startswith("refused: "), words
        assert "Traceback" not in words
        return words


def said(process):
    return process.stdout.readline().strip()


def ask(process, words):
    process.stdin.write(words + "\n")
    process.stdin.flush()
    return said(process)


def eventually(happens):
    until = time.monotonic() + LAST_RESORT
    while not happens():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)


def status(process, field):
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith(f"{field}:"))


def server_of(home):
    return int((home / "cluster/postmaster.pid").read_text().split()[0])


def keeper_of(home):
    return int(status(server_of(home), "PPid"))


def gone(folder):
    """Return whether nothing runs for a home in this folder: no process that can be seen, no lock that is held."""
    return not working_for(folder) and not any(held(file) for file in folder.glob("**/cluster-keeping/[ks]e*er"))


def held(file):
    with file.open() as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def working_for(folder):
    """Return the processes that name the folder or, where root may look, work inside it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            inside = str((process / "cwd").readlink()).startswith(f"{folder}/")
            if inside or str(folder).encode() + b"/" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found


@contextlib.contextmanager
def somebody(user):
    """Lend a person with an empty folder; nothing of theirs is left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="parley-cluster-", dir="/tmp"))
    folder.chmod(0o755)
    if AS_ROOT:
        os.chown(folder, user, user)
    try:
        yield Person(user, folder)
    finally:
        end_all(folder)
        shutil.rmtree(folder)


def stop(home):
    """End the server at once, as its keeper's death does, rather than wait until nobody has needed it for a while."""
    os.kill(keeper_of(home), signal.SIGTERM)
    eventually(lambda: gone(home.parent))


def end_all(folder):
    found = working_for(folder)
    for process in found:
        with contextlib.suppress(OSError, StopIteration):
            if int(status(process, "PPid")) == 1 or int(status(process, "PPid")) not in found:
                os.kill(process, signal.SIGTERM)
    eventually(lambda: gone(folder))
