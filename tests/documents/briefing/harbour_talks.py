"""A small process with something for every part of the briefing, in Greek: what is Latin is Parley's own."""

from datetime import UTC, date, datetime

from parley.record.entry import Attribution, Form, Terms
from parley.record.kinds import bodies, issues, meetings, papers, process
from parley.record.when import When
from tests.process.record_of import RecordOf

NOW = datetime(2031, 2, 1, 12, tzinfo=UTC)


def day(n, month=1):
    return When.day(date(2031, month, n))


class HarbourTalks(RecordOf):
    """The talks on the harbour, told kind by kind."""

    def __init__(self):
        super().__init__()
        self.paper = self.add(papers.DocumentFiled(title="Εφημ", publisher="Αγγελος", language="ελ", address="α.gr/1"))
        self.opening = self.add(process.ProcessOpened(name="Λιμάνι", purpose="ειρήνη"))
        self.a, self.b, self.c = (self.body(name) for name in ("Αλβα", "Βορέας", "Γαία"))
        self.person = self.add(bodies.PersonNamed(name="Δάφνη", of=self.a))
        for part in (self._talks, self._standing, self._issues, self._words, self._situation):
            part()

    def _talks(self):
        announced = meetings.RoundAnnounced(name="Γύρος β", dates=day(10, 2), place="Αθήνα", host=self.c)
        self.round = self.add(announced)
        self.add(meetings.RoundMoved(round=self.round, dates=day(12, 2), why="καιρός"))
        self.last = self.add(meetings.RoundAnnounced(name="Γύρος α", dates=day(10)))
        expected = self.add(meetings.ExpectationStated(round=self.round, whose=self.a, what="τέλος"))
        self.add(meetings.ExpectationSettled(expectation=expected, outcome=meetings.Outcome.NOT_MET, how="όχι"))
        self.add(meetings.ExpectationStated(round=self.round, what="αρχή"), evidence=(self.paper,))
        plan = self.add(
            meetings.MeetingPlanned(
                name="Έναρξη",
                round=self.round,
                format=meetings.Format.UNDECIDED,
                scheduled=day(12, 2),
                opened_by=self.c,
            )
        )
        held = meetings.MeetingHeld(name="Έναρξη", meeting=plan, round=self.round, format=meetings.Format.PLENARY)
        self.add(held, evidence=(self.paper,))
        self.add(meetings.MeetingHeld(name="Έναρξη", meeting=plan, format=meetings.Format.PROXIMITY))
        gone = self.add(
            meetings.MeetingPlanned(name="Λήξη", round=self.round, format=meetings.Format.PLENARY, scheduled=day(13, 2))
        )
        self.add(meetings.MeetingCancelled(meeting=gone, why="καιρός"))
        for presence in meetings.Presence:
            self.add(meetings.AttendanceReported(meeting=plan, who=self.b, presence=presence))
        self.add(
            bodies.DelegationFormed(body=self.a, to_round=self.round, head=self.person, rank=bodies.Rank.ENVOY, size=3)
        )
        self.add(bodies.MandateGiven(to=self.a, by=self.c, scope="όλα", limits="όχι"))
        for status in meetings.InvitationStatus:
            self.add(meetings.InvitationReported(whom=self.c, by=self.a, round=self.round, status=status))
        self._agenda_and_refusals()

    def _agenda_and_refusals(self):
        item = self.add(meetings.AgendaItemProposed(item="ψάρια", by=self.a, round=self.round))
        self.add(meetings.AgendaItemContested(item=item, by=self.b, why="όχι"))
        self.add(meetings.AgendaItemAdopted(item=item, by=(self.a, self.c)))
        self.add(meetings.AgendaItemProposed(item="δίχτυα"))
        formats = (meetings.Format.PLENARY, meetings.Format.BILATERAL)
        self.add(meetings.RefusalStated(by=self.b, whom=self.a, formats=formats, words="ποτέ"))
        other = self.add(process.ProcessLinked(name="Νησί", link=process.Link.FEEDS_INTO, how="λόγια"))
        self.add(process.ProcessSuspended(process=other, why="καιρός"))
        self.add(process.ProcessResumed(process=other, how="ξανά"), happened=day(20, 3))

    def _standing(self):
        declared, styled = bodies.Basis.DECLARED, bodies.Basis.STYLED
        self.add(bodies.RoleHeld(body=self.a, role=bodies.Role.GUARANTOR, basis=declared, since=day(1)))
        role = self.add(
            bodies.RoleHeld(body=self.c, role=bodies.Role.GUARANTOR, basis=styled, according_to=self.b, since=day(1))
        )
        self.add(bodies.RoleDisputed(role=role, by=self.b, words="όχι"))
        gone = self.body("Παλιό")
        self.add(bodies.BodyDissolved(body=gone, into=(self.a,), how="λόγια"))
        for tie in bodies.Tie:
            self.add(bodies.RelationReported(of=self.a, tie=tie, to=self.b, since=day(1), detail="λόγια"))

    def _issues(self):
        stated = issues.Sureness.STATED
        self.issue = self.add(issues.IssueRaised(name="Ψάρια", question="Ποιος;"))
        option = self.add(issues.OptionTabled(issue=self.issue, name="μισά", description="λόγια", by=self.c))
        self.add(
            issues.InterestStated(of=self.a, interest="τροφή", issue=self.issue, sureness=issues.Sureness.INFERRED)
        )
        for stance in (issues.Stance.AGAINST, issues.Stance.CONDITIONAL):
            position = issues.PositionTaken(by=self.a, issue=self.issue, stance=stance, words="λόγια", sureness=stated)
            self.add(position, evidence=(self.paper,))
        against, pro = issues.Stance.AGAINST, issues.Stance.FOR
        self.add(issues.PositionTaken(by=self.c, issue=self.issue, stance=pro, option=option, sureness=stated))
        secret = issues.PositionTaken(by=self.b, issue=self.issue, stance=against, red_line=True, sureness=stated)
        self.add(secret, room=self.caucus, terms=Terms(form=Form.GIST, to=(self.team,), until=NOW))
        second = self.add(issues.IssueRaised(name="Δίχτυα", question="Πόσα;"))
        self.add(issues.PositionTaken(by=self.a, issue=second, stance=pro, sureness=stated))
        self.add(issues.PositionTaken(by=self.c, issue=second, stance=against, sureness=stated))
        self.add(bodies.RoleHeld(body=self.c, role=bodies.Role.SPONSOR, basis=bodies.Basis.CLAIMED, since=day(1)))
        unknown = (issues.Stance.UNKNOWN, issues.Stance.REFUSED_TO_SAY, issues.Stance.NEUTRAL)
        for body, stance in zip((self.a, self.b, self.c), unknown, strict=True):
            third = self.add(issues.IssueRaised(name="Φάρος", question="Πού;"))
            self.add(issues.PositionTaken(by=body, issue=third, stance=stance, sureness=issues.Sureness.REPORTED))
        self.add(issues.AttemptMade(issue=self.issue, by=self.c, what="μισά", outcome="όχι"))
        self.add(issues.AttemptMade(issue=self.issue, what="όλα"))
        self.add(issues.DeadlockDeclared(issue=self.issue, by=self.b, words="λόγια"))

    def _words(self):
        for rendering in papers.Rendering:
            statement = papers.StatementMade(
                speaker=self.a, to=(self.b, self.c), setting="σπίτι", words="λόγια", rendering=rendering, told_by=self.c
            )
            self.said = self.add(statement, room=self.caucus)
        gist = papers.Rendering.GIST
        described = papers.StatementMade(words="λόγια", rendering=gist, on_behalf_of=self.b)
        self.add(described, attribution=Attribution.ON_BACKGROUND, described_as="διπλωμάτης")
        self.add(papers.StatementMade(words="λόγια", rendering=gist), terms=Terms(form=Form.NEVER), room=self.caucus)
        done = papers.TranslationMade(of=self.said, language="ρω", words="λόγια", by="Εύα", checked_by="Ζωή")
        self.add(done, room=self.caucus)
        text = self.add(papers.TextIssued(title="Κείμενο", sort="δήλωση", by=(self.a, self.c), gist="λόγια"))
        for relation in papers.TextRelation:
            self.add(papers.TextAnswered(text=text, who=self.a, relation=relation))
            self.add(papers.TextAnswered(text=text, who=self.b, relation=relation, did=False, words="λόγια"))
        self.add(papers.TextIssued(title="Άλλο", sort="δήλωση", gist="λόγια"))
        for due in (day(1), day(5, 2), day(5, 6), None):
            claimed = papers.CommitmentClaimed(
                by=self.a, claimed_by=self.b, to=(self.b,), promise="δρόμος", condition="καιρός", due=due
            )
            promise = self.add(claimed)
        self.add(papers.CommitmentAcknowledged(commitment=promise, by=self.c, words="λόγια"))
        for outcome in papers.CommitmentOutcome:
            self.add(papers.CommitmentSettled(commitment=promise, outcome=outcome, how="λόγια"))
        self.add(papers.NoteMade(title="Σημείωση", words="λόγια"))
        self.add(papers.AssessmentMade(judgement="λόγια", how_sure="λίγο"))

    def _situation(self):
        self.add(issues.EventsTurned(what="πτώση", favours=(self.a,), costs=(self.b,), how="λόγια"))
        seen = {"place": "μέτωπο", "blamed": (self.b,)}
        parts = (papers.Tally(place="όρος", count=10), papers.Tally(place="νήσος", count=7))
        self.add(papers.IncidentsReported(observer=self.a, count=17, by_place=parts, **seen), happened=day(9))
        self.add(papers.IncidentsReported(observer=self.c, count=2, act="πυρά", **seen), happened=day(9))
        self.add(papers.IncidentsReported(observer=self.b, count=None, **seen), happened=day(9))
        question = self.add(papers.QuestionRaised(question="Πόσοι;", about=self.opening))
        self.add(papers.ClaimMade(question=question, answer="δώδεκα", by=self.a))
        self.add(papers.ClaimMade(question=question, answer="δεκαπέντε"), evidence=(self.paper,))
        wrong = self.add(papers.NoteMade(title="Λάθος", words="λόγια"))
        self.add(papers.CorrectionMade(corrects=wrong, why="λάθος", instead=question))
