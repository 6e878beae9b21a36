"""Who is at the table of a round, who is not and why: delegations, invitations and attendance."""

from dataclasses import dataclass

from parley.process.rounds import meetings
from parley.process.state import State, grouped, ids
from parley.record.entry import Entry
from parley.record.kinds.bodies import DelegationFormed
from parley.record.kinds.meetings import AttendanceReported, InvitationReported, InvitationStatus, Presence
from parley.record.references import EntryId

AWAY = frozenset({InvitationStatus.DECLINED, InvitationStatus.EXCLUDED, InvitationStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is known of one body and a round: its delegation, its invitation, what it did about the meetings."""

    body: EntryId
    delegations: tuple[Entry[DelegationFormed], ...]
    invitations: tuple[Entry[InvitationReported], ...]
    attendance: tuple[Entry[AttendanceReported], ...]

    @property
    def at_the_table(self) -> bool | None:
        """Whether it comes or came: True, False, or None where the record does not say."""
        if any(one.what.presence is Presence.ATTENDED for one in self.attendance):
            return True
        if self.invitations and self.invitations[-1].what.status in AWAY:
            return False
        if self.delegations or (self.invitations and self.invitations[-1].what.status is InvitationStatus.ACCEPTED):
            return True
        return False if self.attendance else None

    @property
    def entries(self) -> tuple[EntryId, ...]:
        """What it rests on."""
        return ids(self.delegations, self.invitations, self.attendance)


def table(state: State, *, of_round: EntryId) -> tuple[Place, ...]:
    """Return what is known of each body and a round, in order of the bodies' names."""
    delegations = grouped(
        (one for one in state.facts(DelegationFormed) if one.what.to_round == of_round), by=lambda one: one.what.body
    )
    invitations = grouped(
        (one for one in state.facts(InvitationReported) if one.what.round == of_round), by=lambda one: one.what.whom
    )
    attendance = grouped(
        (one for meeting in meetings(state) if meeting.round == of_round for one in meeting.attendance),
        by=lambda one: state.body_of(one.what.who),
    )
    bodies = sorted({*delegations, *invitations, *attendance}, key=lambda body: (state.name(body), body))
    return tuple(
        Place(
            body=body,
            delegations=delegations.get(body, ()),
            invitations=invitations.get(body, ()),
            attendance=attendance.get(body, ()),
        )
        for body in bodies
    )
