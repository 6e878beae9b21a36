"""The parts of the briefing about words: what was said and on what terms, texts, and commitments."""

from collections.abc import Iterator
from typing import Any

from parley.documents.briefing.the_course import brief
from parley.documents.briefing.view import View, earlier, latest, plain_end, sentence_end
from parley.documents.paper import Section, Sentence
from parley.process.commitments import Commitment, Due, commitments
from parley.process.state import grouped
from parley.record.entry import Entry
from parley.record.kinds.papers import (
    AssessmentMade,
    CorrectionMade,
    NoteMade,
    Rendering,
    StatementMade,
    TextAnswered,
    TextIssued,
    TextRelation,
    TranslationMade,
)
from parley.wording import mark

MOST_STATEMENTS = 40
MOST_TEXTS = 8
MOST_COMMITMENTS = 40
MOST_NOTES = 15

DID = {
    TextRelation.SIGNED: mark("{who} signed it{words}{source}."),
    TextRelation.READ_OUT: mark("{who} read it out{words}{source}."),
    TextRelation.ATTENDED: mark("{who} attended its reading{words}{source}."),
    TextRelation.ENDORSED: mark("{who} endorsed it{words}{source}."),
    TextRelation.OBJECTED: mark("{who} objected to it{words}{source}."),
}
DID_NOT = {
    TextRelation.SIGNED: mark("{who} did not sign it{words}{source}."),
    TextRelation.READ_OUT: mark("{who} did not read it out{words}{source}."),
    TextRelation.ATTENDED: mark("{who} did not attend its reading{words}{source}."),
    TextRelation.ENDORSED: mark("{who} did not endorse it{words}{source}."),
    TextRelation.OBJECTED: mark("{who} did not object to it{words}{source}."),
}


def what_was_said(view: View) -> Section:
    """Write the last statements, each with its speaker, setting, rendering and terms; then the team's own notes."""
    sentences = [*the_statements(view), *the_notes(view)]
    if not sentences:
        sentences = [view.say("No statement is on record.", view.ground())]
    return Section(id="statements", title=view.words("What was said, and on what terms"), sentences=tuple(sentences))


def the_statements(view: View) -> Iterator[Sentence]:
    """Write the last statements, each with its speaker, setting, rendering, terms and translations."""
    shown, left_out = latest(view.state.facts(StatementMade), most=MOST_STATEMENTS)
    translated = grouped(view.state.facts(TranslationMade), by=lambda one: one.what.of)
    for statement in shown:
        yield _statement(view, statement)
        yield from (_translation(view, one) for one in translated.get(statement.id, ()))
    yield from earlier(view, left_out)


def the_texts(view: View) -> Section:
    """Write the texts that went out and what each actor did about them: five relations, none taken for another."""
    answers = grouped(view.state.facts(TextAnswered), by=lambda one: one.what.text)
    shown, left_out = latest(view.state.facts(TextIssued), most=MOST_TEXTS)
    sentences: list[Sentence] = []
    for text in shown:
        sentences.extend(_text(view, text))
        sentences.extend(_answer(view, answer) for answer in answers.get(text.id, ()))
        sentences.extend(_signed_by(view, text, answers.get(text.id, ())))
    sentences.extend(earlier(view, left_out))
    if not sentences:
        sentences = [view.say("No text is on record as issued.", view.ground())]
    return Section(id="texts", title=view.words("Texts, and who stands behind them"), sentences=tuple(sentences))


def what_falls_due(view: View) -> Section:
    """Write the commitments: overdue and due soon first, then the others, and the settled ones last."""
    found = commitments(view.state)
    order = list(Due)
    order.remove(Due.SETTLED)
    order.append(Due.SETTLED)
    ranked = sorted(found, key=lambda one: order.index(one.due(moment=view.moment)))
    sentences = [sentence for one in ranked[:MOST_COMMITMENTS] for sentence in _commitment(view, one)]
    if len(ranked) > MOST_COMMITMENTS:
        rest = [one.claimed for one in ranked[MOST_COMMITMENTS:]]
        text = view.words.count(
            "{n} further commitment is not shown.", "{n} further commitments are not shown.", len(rest)
        )
        sentences.append(Sentence(text=text, entries=(rest[0].id, rest[-1].id)))
    if not sentences:
        sentences = [view.say("No commitment is on record.", view.ground())]
    return Section(id="commitments", title=view.words("Commitments, and what falls due"), sentences=tuple(sentences))


def the_corrections(view: View) -> Iterator[Sentence]:
    """Write what was corrected, so that nobody goes on using the wrong words."""
    for correction in view.state.facts(CorrectionMade):
        instead = correction.what.instead
        entries = [correction.id, correction.what.corrects, *([instead] if instead else [])]
        yield view.say(
            "Corrected: {what} The reason: {why}",
            *entries,
            what=sentence_end(brief(view, view.state.entry(correction.what.corrects))),
            why=sentence_end(correction.what.why),
        )


def speaker(view: View, statement: Entry[StatementMade]) -> str:
    """Return whom a statement is ascribed to: its speaker, or the agreed description of one."""
    who = view.name(statement.what.speaker) or statement.described_as or view.words("A speaker not named")
    behalf = statement.what.on_behalf_of
    return view.words("{who}, for {behalf}", who=who, behalf=view.name(behalf)) if behalf else who


def _statement(view: View, statement: Entry[StatementMade]) -> Sentence:
    what = statement.what
    said = {
        Rendering.VERBATIM: mark("{when}: {who}{to}{setting}{told}: “{words}”{terms}"),
        Rendering.GIST: mark("{when}: {who}{to}{setting}{told}, in gist: {words}{terms}"),
        Rendering.REPORTED: mark("{when}: {who}{to}{setting}{told}, as reported: {words}{terms}"),
    }[what.rendering]
    terms = view.terms(statement)
    words = plain_end(what.words) if what.rendering is Rendering.VERBATIM else sentence_end(what.words)
    return view.say(
        said,
        statement.id,
        when=view.opening_time(statement.happened),
        who=speaker(view, statement),
        to=view.words(" to {to}", to=view.names(what.to)) if what.to else "",
        setting=view.words(" ({setting})", setting=what.setting) if what.setting else "",
        told=_told(view, statement),
        words=words.strip('“”"') if what.rendering is Rendering.VERBATIM else words,
        terms=f" [{terms}]" if terms else "",
    )


def _told(view: View, statement: Entry[StatementMade]) -> str:
    told_by = view.name(statement.what.told_by) or view.publishers(statement)
    return view.words(", as told by {voice}", voice=told_by) if told_by else ""


def _translation(view: View, translation: Entry[TranslationMade]) -> Sentence:
    what = translation.what
    checked = view.words("checked by {who}", who=what.checked_by) if what.checked_by else view.words("not checked")
    return view.say(
        "In {language}, translated by {by}, {checked}: {words}",
        translation.id,
        what.of,
        language=what.language,
        by=what.by,
        checked=checked,
        words=sentence_end(what.words),
    )


def the_notes(view: View) -> Iterator[Sentence]:
    """Write the last notes to file and assessments."""
    notes: list[Entry[Any]] = [*view.state.facts(NoteMade), *view.state.facts(AssessmentMade)]
    notes.sort(key=lambda one: (one.known, one.recorded, one.id))
    shown, left_out = latest(notes, most=MOST_NOTES)
    for note in shown:
        if isinstance(note.what, NoteMade):
            message = mark("Note to file, {day}: {title}. {words}")
            yield view.say(
                message,
                note.id,
                day=view.known(note.known),
                title=plain_end(note.what.title),
                words=sentence_end(note.what.words),
            )
            continue
        whose = view.name(note.what.whose) or view.state.seats.get(note.seat, "") or view.words("the author")
        message = mark("Assessment of {whose}, {day}: {judgement} How sure: {sure}")
        yield view.say(
            message, note.id, *note.what.about, whose=whose, day=view.known(note.known),
            judgement=sentence_end(note.what.judgement), sure=sentence_end(note.what.how_sure),
        )  # fmt: skip
    yield from earlier(view, left_out)


def _text(view: View, text: Entry[TextIssued]) -> Iterator[Sentence]:
    what = text.what
    by = view.words(", issued by {by}", by=view.names(what.by)) if what.by else ""
    message = mark("{title} ({sort}), {when}{by}")
    yield view.lead(message, text.id, title=what.title, sort=what.sort, when=view.when(text.happened), by=by)
    yield view.say("Its gist: {gist}", text.id, gist=sentence_end(what.gist))


def _answer(view: View, answer: Entry[TextAnswered]) -> Sentence:
    what = answer.what
    message = DID[what.relation] if what.did else DID_NOT[what.relation]
    words = view.words(": {words}", words=plain_end(what.words)) if what.words else ""
    return view.say(message, answer.id, what.text, who=view.name(what.who), words=words, source=view.source(answer))


def _signed_by(view: View, text: Entry[TextIssued], answers: tuple[Entry[TextAnswered], ...]) -> Iterator[Sentence]:
    """Say of a text that others answered that no signature is on record, which is not that nobody signed."""
    if answers and not any(one.what.relation is TextRelation.SIGNED for one in answers):
        yield view.say("No signature of it is on record.", text.id)


def _commitment(view: View, commitment: Commitment) -> Iterator[Sentence]:
    claimed = commitment.claimed
    what = claimed.what
    due = commitment.due(moment=view.moment)
    time = {
        Due.SETTLED: "",
        Due.OVERDUE: mark("overdue since {when}"),
        Due.DUE_SOON: mark("falls due {when}"),
        Due.DUE_LATER: mark("due {when}"),
        Due.NO_DATE: mark("no date"),
    }[due]
    dated = view.words(time, when=view.when(what.due)) if time else view.words("settled")
    yield view.say(
        "{by} committed itself{to}, as claimed by {claimed_by}: {promise} ({dated}{condition}).",
        claimed.id,
        by=view.name(what.by),
        to=view.words(" to {to}", to=view.names(what.to)) if what.to else "",
        claimed_by=view.words("itself") if what.claimed_by == what.by else view.name(what.claimed_by),
        promise=plain_end(what.promise),
        condition=view.words("; condition: {condition}", condition=plain_end(what.condition)) if what.condition else "",
        dated=dated,
    )
    for acknowledged in commitment.acknowledged:
        words = view.words(": {words}", words=plain_end(acknowledged.what.words)) if acknowledged.what.words else ""
        yield view.say(
            "{by} acknowledged it{words}.", acknowledged.id, claimed.id, by=view.name(acknowledged.what.by), words=words
        )
    if not commitment.by_its_holder:
        yield view.say("{by} is not on record as acknowledging it.", claimed.id, by=view.name(what.by))
    for settled in commitment.settled:
        how = view.words(": {how}", how=plain_end(settled.what.how)) if settled.what.how else ""
        outcome, voice = view.choice(settled.what.outcome.value), view.voice(settled)
        source = view.words(", according to {voice}", voice=voice) if voice else ""
        yield view.say(
            "It was {outcome}{source}{how}.", settled.id, claimed.id, outcome=outcome, source=source, how=how
        )
