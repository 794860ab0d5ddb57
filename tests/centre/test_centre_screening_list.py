"""The lists of the technical selection: states and deadlines, and the story of one application."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models.centre.applications import listing, store
from models.centre.contests import add_contest
from models.centre.selection.screening import decide, flags
from models.centre.selection.screening_list import EventKind, screening_list, still_as_read, story
from models.centre.store import Central
from models.contest.application import Screened
from models.errors import StoreError
from models.intake.folding import search_words
from models.values import Both

if TYPE_CHECKING:
    from tests.centre.conftest import Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
REASON = Both(kk="анықтама жоқ", ru="нет справки")


def test_list_shows_flags_state_and_deadline(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        add_contest(session, sample.contest, by="a", at=AT)
        made = [sample.application(number) for number in (1, 2)]
        store(session, sample.id, made, by="a", at=AT, read_attachment=sample.read)
        raised = flags(session, sample.id)
        decide(
            session, sample.id, "A-002", Screened.MENDING, by="b", at=AT, reasons=(REASON,), deadline=date(2024, 5, 6)
        )
        first, second = screening_list(session, sample.id)
        assert (first.state, first.deadline, first.flags) == (Screened.RECEIVED, None, raised["A-001"])
        assert (second.state, second.deadline) == (Screened.MENDING, date(2024, 5, 6))
        assert screening_list(session, sample.id, known=raised) == (first, second)
        decide(session, sample.id, "A-002", Screened.ADMITTED, by="b", at=AT + timedelta(days=1))
        assert screening_list(session, sample.id, known={})[1].deadline is None


def test_story_tells_contents_and_decisions_in_order(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        add_contest(session, sample.contest, by="a", at=AT)
        one = sample.application(1)
        store(session, sample.id, [one], by="a", at=AT, read_attachment=sample.read)
        later = AT + timedelta(hours=1)
        decide(
            session, sample.id, one.code, Screened.MENDING, by="b", at=later, reasons=(REASON,), deadline=later.date()
        )
        mended = one.model_copy(
            update={
                "project": one.project.model_copy(update={"title": "Түзетілген"}),
                "attachments": one.attachments[:1],
            }
        )
        store(session, sample.id, [mended], by="c", at=AT + timedelta(hours=2), read_attachment=sample.read)
        told = story(session, sample.id, one.code, ())
        assert [(event.kind, event.by) for event in told.events] == [
            (EventKind.ADDED, "a"),
            (EventKind.DECIDED, "b"),
            (EventKind.CHANGED, "c"),
        ]
        assert told.events[1].reasons == (REASON,)
        assert [(each.field, each.old, each.new) for each in told.events[2].changes] == [
            ("project.title", "Жоба 1", "Түзетілген"),
            ("attachments", "identity.jpg, photo.jpg", "identity.jpg"),
        ]
        assert (told.application, told.state) == (mended, Screened.MENDING)
        with pytest.raises(StoreError):
            story(session, sample.id, "жоқ", ())


def test_list_carries_what_staff_search_by(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        add_contest(session, sample.contest, by="a", at=AT)
        one = sample.application(1)
        person = one.applicant.model_copy(update={"mobile": "8 (701) 234-56-07"})
        store(
            session,
            sample.id,
            [one.model_copy(update={"applicant": person})],
            by="a",
            at=AT,
            read_attachment=sample.read,
        )
        (line,) = screening_list(session, sample.id)
        for typed in ("+7 701 234 56 07", "87012345607", "701-234-56-07", "2345607", person.iin):
            assert all(word in line.search for word in search_words(typed)), typed
            assert [found.code for found in listing(session, sample.id, search=typed)] == [line.code]


def test_nothing_is_decided_over_what_another_window_did_meanwhile(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        add_contest(session, sample.contest, by="a", at=AT)
        one = sample.application(1)
        store(session, sample.id, [one], by="a", at=AT, read_attachment=sample.read)
        read = story(session, sample.id, one.code, ())
        still_as_read(session, sample.id, read)
        decide(session, sample.id, one.code, Screened.REFUSED, by="b", at=AT, reasons=(REASON,))
        with pytest.raises(StoreError, match="nothing of yours was recorded"):
            still_as_read(session, sample.id, read)
        still_as_read(session, sample.id, story(session, sample.id, one.code, ()))
