"""The pages, served from the record of a test as a web process serves them."""

import os
from contextlib import contextmanager
from threading import Event, Thread

os.environ["DJANGO_SETTINGS_MODULE"] = "parley.web.settings"

import django
import pytest

from parley.actions.registry import FAILED
from parley.record import asking
from parley.web import serving, sessions
from tests.web import talks as small

django.setup()


@pytest.fixture
def talks(new_record, tmp_path):
    """Fresh talks for a test that changes them."""
    with served(new_record(), tmp_path) as begun:
        yield begun


@pytest.fixture(scope="module")
def standing_talks(new_record, tmp_path_factory):
    """Talks for the tests of a module that change nothing; none of its tests may ask for `talks` beside them."""
    with served(new_record(), tmp_path_factory.mktemp("talks")) as begun:
        yield begun


@pytest.fixture(scope="module")
def talks_at_a_table(new_record, tmp_path_factory):
    """Talks with a round, refusals and relations, for the tests of a module that change nothing."""
    folder = tmp_path_factory.mktemp("talks")
    with served(new_record(), folder, told=small.AROUND_THE_TABLE) as begun:
        yield begun


@contextmanager
def served(record, folder, *, told=small.GO_BETWEEN):
    begun = small.begin(record, folder, told=told)
    serving_record = record.for_serving()
    published = {begun.process: begun.seat("visitor")} if begun.has_visitors() else {}
    serving.serve_from(serving_record, clock=begun.clock, published=published)
    ended = Event()
    registrar = Thread(
        target=asking.attend, args=[record], kwargs={"answer": begun.answers, "failed": FAILED, "until": ended.is_set}
    )
    registrar.start()
    yield begun
    ended.set()
    registrar.join()
    sessions.let_go()
    serving_record.close()
