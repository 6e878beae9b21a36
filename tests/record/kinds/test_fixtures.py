"""What was ever written is read for ever: one frozen entry of each kind and version, in readable values and in bytes.

A fixture is made once, when its version is first written, and never made anew: where a test of this file fails, the
code is wrong. A new version is a new file; its forerunner's stays.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from parley.record import encoding
from parley.record.kinds.catalogue import READERS, VERSION
from parley.record.when import When, written_instant

FIXTURES = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in Path(__file__).parent.glob("*/*.json")}


def plain(value):
    """Return a value as a fixture writes it: times in words, the rest as plain JSON."""
    if isinstance(value, When):
        return value.written()
    if isinstance(value, datetime):
        return written_instant(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


def fixture(tag):
    return FIXTURES[tag.replace("/", "-")]


def test_each_kind_and_version_that_was_ever_written_has_its_fixture():
    assert {one["kind"] for one in FIXTURES.values()} == set(READERS)
    assert {one["kind"].replace("/", "-") for one in FIXTURES.values()} == set(FIXTURES)


@pytest.mark.parametrize("tag", READERS)
def test_bytes_that_were_once_written_hold_the_values_that_they_held(tag):
    assert plain(encoding.decode(tag, fixture(tag)["bytes"].encode())) == fixture(tag)["draft"]


@pytest.mark.parametrize("tag", READERS)
def test_bytes_that_were_once_written_are_written_again_to_the_byte(tag):
    written = fixture(tag)["bytes"].encode()
    draft = encoding.decode(tag, written)
    name, _, version = tag.partition("/")
    if VERSION[name] == int(version):
        assert encoding.encode(draft) == (tag, written)
    assert msgspec.json.encode(draft, order="deterministic") == written


@pytest.mark.parametrize("tag", READERS)
def test_fixture_gives_every_field_a_value_of_its_own(tag):
    what = encoding.decode(tag, fixture(tag)["bytes"].encode()).what
    for field in fields(what):
        value = getattr(what, field.name)
        assert value != field.default or isinstance(value, bool), field.name
