"""Talks on record for the tests of the record."""

import psycopg
import pytest

from tests.record.talks_on_record import Talks


@pytest.fixture(scope="module")
def shared_record(new_record):
    """One record for the tests of a file, each of which puts talks of its own on it."""
    return new_record()


@pytest.fixture
def talks(shared_record):
    """Fresh talks; the processes beside them are other people's."""
    yield Talks(shared_record).founded()
    shared_record.close()


@pytest.fixture
def owner(shared_record):
    """The owner's own connection."""
    with psycopg.connect(shared_record.owner, autocommit=True) as connection:
        yield connection
