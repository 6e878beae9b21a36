from datetime import timedelta

from parley.web.attempts import MOST_FAILURES, MOST_LOGINS, WITHIN, Attempts
from tests.web.talks import START


def test_failures_count_for_a_while_and_for_their_login_alone():
    attempts = Attempts()
    for _ in range(MOST_FAILURES):
        assert not attempts.too_many("north", at=START)
        attempts.failed("north", at=START)
    assert attempts.too_many("north", at=START)
    assert not attempts.too_many("south", at=START)
    assert not attempts.too_many("north", at=START + WITHIN)


def test_signing_in_forgets_failures():
    attempts = Attempts()
    for _ in range(MOST_FAILURES):
        attempts.failed("north", at=START)
    attempts.forget("north")
    assert not attempts.too_many("north", at=START)


def test_made_up_logins_do_not_fill_the_memory():
    attempts = Attempts()
    for number in range(MOST_LOGINS + 10):
        attempts.failed(str(number), at=START + timedelta(microseconds=number))
    assert len(attempts._failures) == MOST_LOGINS  # noqa: SLF001 - what is kept is seen nowhere else
