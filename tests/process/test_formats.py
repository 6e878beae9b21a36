from parley.process.fold import fold
from parley.process.formats import possible_formats, refusals
from parley.record.kinds.bodies import BodyDissolved, BodyNamed, BodySort, PersonNamed
from parley.record.kinds.meetings import Format, RefusalLifted, RefusalStated
from tests.process.record_of import RecordOf


def possible(record, *attending):
    return {one.format for one in possible_formats(fold(record.entries), attending=attending) if one.possible}


def test_a_refusal_rules_out_the_formats_that_it_names_and_no_other():
    record = RecordOf()
    a, b, c = record.body("A"), record.body("B"), record.body("C")
    refusal = record.add(RefusalStated(by=a, whom=b, formats=(Format.PLENARY, Format.BILATERAL)))
    assert possible(record, a, b) == {Format.PROXIMITY}
    assert possible(record, a, c) == {Format.PLENARY, Format.BILATERAL, Format.PROXIMITY}
    answers = possible_formats(fold(record.entries), attending=(a, b))
    assert [one.id for answer in answers for one in answer.refusals] == [refusal, refusal]


def test_a_lifted_refusal_rules_out_nothing():
    record = RecordOf()
    a, b = record.body("A"), record.body("B")
    refusal = record.add(RefusalStated(by=a, whom=b, formats=(Format.PLENARY,)))
    record.add(RefusalLifted(refusal=refusal))
    assert refusals(fold(record.entries)) == ()
    assert Format.PLENARY in possible(record, a, b)


def test_a_body_that_ceased_to_be_refuses_nobody():
    record = RecordOf()
    a, b = record.body("A"), record.body("B")
    record.add(RefusalStated(by=a, whom=b, formats=(Format.PLENARY,)))
    record.add(BodyDissolved(body=a))
    assert refusals(fold(record.entries)) == ()


def test_a_refusal_of_a_part_or_a_person_counts_where_the_whole_attends():
    record = RecordOf()
    a, b = record.body("A"), record.body("B")
    wing = record.add(BodyNamed(name="Wing of A", sort=BodySort.ARMED_GROUP, part_of=a))
    head = record.add(PersonNamed(name="Bo Lind", of=b))
    record.add(RefusalStated(by=wing, whom=head, formats=(Format.BILATERAL,)))
    assert Format.BILATERAL not in possible(record, a, b)
