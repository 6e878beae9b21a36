"""The pages, served from the record of a test as a web process serves them."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "parley.web.settings"

import django
import pytest

from parley.web import serving, sessions
from tests.web import talks as small

django.setup()


@pytest.fixture
def talks(record, tmp_path):
    begun = small.begin(record, tmp_path)
    served = record.for_serving()
    serving.serve_from(served, clock=begun.clock)
    yield begun
    sessions.let_go()
    served.close()
