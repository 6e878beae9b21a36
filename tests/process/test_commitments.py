from datetime import UTC, date, datetime

from parley.process.commitments import Due, commitments
from parley.process.fold import fold
from parley.record.kinds.papers import CommitmentAcknowledged, CommitmentClaimed, CommitmentOutcome, CommitmentSettled
from parley.record.when import When
from tests.process.record_of import RecordOf


def moment(month, day):
    return datetime(2031, month, day, 12, tzinfo=UTC)


def a_promise(due=None, *, by_itself=False):
    record = RecordOf()
    bound, beneficiary = record.body("East"), record.body("North")
    claimed = CommitmentClaimed(
        by=bound, claimed_by=bound if by_itself else beneficiary, to=(beneficiary,), promise="to review", due=due
    )
    return record, record.add(claimed), bound, beneficiary


def only(record):
    (found,) = commitments(fold(record.entries))
    return found


def test_a_commitment_falls_due_comes_and_passes():
    record, *_ = a_promise(When.day(date(2031, 1, 31)))
    found = only(record)
    stands = [found.due(moment=moment(1, 10)), found.due(moment=moment(1, 20)), found.due(moment=moment(1, 31))]
    assert stands == [Due.DUE_LATER, Due.DUE_SOON, Due.DUE_SOON]
    assert found.due(moment=moment(2, 1)) is Due.OVERDUE


def test_no_date_is_not_later():
    assert only(a_promise()[0]).due(moment=moment(1, 1)) is Due.NO_DATE
    assert only(a_promise(When.unknown())[0]).due(moment=moment(1, 1)) is Due.NO_DATE


def test_a_beneficiary_alone_does_not_bind_its_debtor():
    record, promise, bound, beneficiary = a_promise()
    assert not only(record).by_its_holder
    record.add(CommitmentAcknowledged(commitment=promise, by=beneficiary))
    assert not only(record).by_its_holder
    record.add(CommitmentAcknowledged(commitment=promise, by=bound))
    assert only(record).by_its_holder
    assert only(a_promise(by_itself=True)[0]).by_its_holder


def test_a_settled_commitment_is_no_longer_due():
    record, promise, *_ = a_promise(When.day(date(2031, 1, 5)))
    record.add(CommitmentSettled(commitment=promise, outcome=CommitmentOutcome.KEPT))
    assert only(record).due(moment=moment(6, 1)) is Due.SETTLED
