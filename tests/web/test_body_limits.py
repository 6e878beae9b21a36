import asyncio

import pytest

from parley.web.body_limits import heard, is_too_large


@pytest.mark.parametrize(
    ("length", "untold", "too_large"),
    [
        (None, False, False),
        ("0", False, False),
        ("24000000", False, False),
        ("24000001", False, True),
        ("9" * 5000, False, True),
        ("-1", False, False),
        (None, True, True),
    ],
)
def test_what_is_longer_than_memory_allows_is_too_large(length, untold, too_large):
    assert is_too_large(length, untold=untold) is too_large


def came(headers, messages):
    """The messages that are handed over of those that come."""
    coming = iter(messages)

    async def receive():
        return next(coming)

    async def handed():
        hand = await heard(headers, receive)
        return [await hand(), await hand()]

    return asyncio.run(handed())


def body(size, *, more):
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


GONE = {"type": "http.disconnect"}


def test_body_is_handed_over_as_it_comes():
    messages = [body(3, more=True), body(2, more=False)]
    assert came([(b"content-length", b"5")], messages) == messages


@pytest.mark.parametrize("header", [(b"content-length", b"24000001"), (b"transfer-encoding", b"chunked")])
def test_nothing_is_handed_over_of_what_is_too_large(header):
    messages = [body(12_000_000, more=True), body(12_000_001, more=False), GONE]
    assert came([header], messages) == [body(0, more=False), GONE]


def test_what_never_ends_is_not_heard_out_before_it_is_answered():
    messages = [body(60_000_000, more=True)] * 2 + [body(1, more=True), GONE]
    assert came([(b"content-length", b"999999999999")], messages) == [body(0, more=False), GONE]
