"""A file locked with a passphrase, in chunks: nothing of it can be read, changed, moved or cut off unnoticed.

As in the format “age”, a key that serves for one file alone locks chunk after chunk under its number, and the last one
under a number that says so. Of the passphrase Argon2id makes the key (RFC 9106, section 4, the second choice).
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"parley backup 1\n"
BYTES_OF_SALT = 16
BYTES_OF_CHECK = 32
CHUNK = 65_536
BYTES_OF_TAG = 16
PASSES, MEMORY, LANES = 3, 65_536, 4


class NotUnlocked(ValueError):
    """A file is no backup, is damaged or cut off, or opens with another passphrase; the message says which."""


class LockedWriter:
    """Writes what it is given to a stream, locked. What was not finished cannot be read."""

    def __init__(self, stream: BinaryIO, *, passphrase: str, salt: bytes) -> None:
        """Write the head of the file; the salt is random and serves for this file alone."""
        key, check = _keys(passphrase, salt=salt)
        self._head = MAGIC + salt + check
        self._cipher = ChaCha20Poly1305(key)
        self._stream = stream
        self._waiting = bytearray()
        self._number = 0
        stream.write(self._head)

    def write(self, piece: bytes) -> None:
        """Write a piece of any length."""
        self._waiting += piece
        # One chunk waits, since it may be the last.
        while len(self._waiting) > CHUNK:
            self._lock(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Write the last chunk."""
        self._lock(bytes(self._waiting), last=True)

    def _lock(self, chunk: bytes, *, last: bool) -> None:
        self._stream.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, self._head))
        self._number += 1


class LockedReader:
    """Reads what was locked, in the lengths asked for.

    Raises:
        NotUnlocked: where the file is none, or the passphrase another; `read` and `whole` when it is damaged.
    """

    def __init__(self, stream: BinaryIO, *, passphrase: str) -> None:
        """Read the head of the file."""
        self._head = stream.read(len(MAGIC) + BYTES_OF_SALT + BYTES_OF_CHECK)
        if not self._head.startswith(MAGIC):
            raise NotUnlocked("this file is no backup of Parley, or a later Parley made it")
        if len(self._head) < len(MAGIC) + BYTES_OF_SALT + BYTES_OF_CHECK:
            raise NotUnlocked("this backup is cut off: take another copy of it")
        salt, check = self._head[len(MAGIC) :][:BYTES_OF_SALT], self._head[-BYTES_OF_CHECK:]
        key, expected = _keys(passphrase, salt=salt)
        if not hmac.compare_digest(check, expected):
            raise NotUnlocked("this backup does not open with this passphrase: give the one it was made with")
        self._cipher = ChaCha20Poly1305(key)
        self._chunks = self._unlocked(stream)
        self._waiting = bytearray()

    def read(self, length: int) -> bytes:
        """Return exactly so many bytes."""
        while len(self._waiting) < length:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise NotUnlocked("this backup ends before its time: take another copy of it")
            self._waiting += chunk
        piece = bytes(self._waiting[:length])
        del self._waiting[:length]
        return piece

    def whole(self) -> None:
        """Read on to the end, for nothing but to see that all of it is there."""
        for _ in self._chunks:
            self._waiting.clear()

    def _unlocked(self, stream: BinaryIO) -> Iterator[bytes]:
        number = 0
        locked = stream.read(CHUNK + BYTES_OF_TAG)
        while True:
            following = stream.read(CHUNK + BYTES_OF_TAG)
            try:
                yield self._cipher.decrypt(_nonce(number, last=not following), locked, self._head)
            except InvalidTag as error:
                raise NotUnlocked("this backup is damaged or cut off: take another copy of it") from error
            if not following:
                return
            locked, number = following, number + 1


def _keys(passphrase: str, *, salt: bytes) -> tuple[bytes, bytes]:
    """Return what locks the file, and what tells a wrong passphrase from a damaged file."""
    typed = unicodedata.normalize("NFC", passphrase).encode()
    stretched = hash_secret_raw(
        typed, salt, time_cost=PASSES, memory_cost=MEMORY, parallelism=LANES, hash_len=32, type=Type.ID
    )
    lock, check = (hmac.new(stretched, use, hashlib.sha256).digest() for use in (b"lock", b"check"))
    return lock, check


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
