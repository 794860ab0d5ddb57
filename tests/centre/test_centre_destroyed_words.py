"""What people wrote into the acts of a sitting goes with the other personal data; what was decided stays."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.centre.destruction import destroy_personal_data
from models.centre.history import history, record
from models.centre.results.sync import do_sync, plan_sync, results
from models.centre.store import Central
from models.sitting import acts

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
KEPT = {
    "at", "by", "kind", "number", "on", "place", "form", "selfcheck", "presence", "chair", "votes", "member",
    "application", "applications", "conflict", "conflict_kind", "criterion", "mark", "territory", "way", "leaving",
    "old", "new", "points", "tied", "places", "ballots", "chair_choice", "draw", "parts", "order", "remark", "awards",
    "proof", "how", "instead_of", "ending", "why", "laid", "sheets",
}  # fmt: skip
GONE = {"reason", "ground", "basis", "document", "text", "item"}


def test_every_field_of_an_act_is_said_to_stay_or_to_go() -> None:
    kinds = get_args(get_args(acts.Act)[0])
    assert {name for kind in kinds for name in kind.model_fields} == KEPT | GONE | {"motion"}


def test_no_word_about_a_person_stays_in_a_stored_result(central: Central, sample: Any) -> None:
    secret = "Көп балалы, мүгедектігі бар"
    common: dict[str, Any] = {"at": AT, "by": "s1"}
    about: dict[str, Any] = {**common, "application": "A-001"}
    written: tuple[acts.Act, ...] = (
        acts.ConflictDecided(**about, member="m2", conflict=True, reason=secret),
        acts.AdditionalPointsGiven(**about, points=1, ground=secret),
        acts.PutOut(**about, remark="withdrawn", reason=secret),
        acts.OpinionGiven(**common, member="m1", text=secret),
        acts.ItemOpened(**common, item=secret),
        acts.ItemClosed(**common, ending="stopped", reason=secret),
        acts.MemberLeft(**common, member="m3", why="other", reason=secret),
        acts.not_carried(acts.PutOut(**about, remark="ineligible", reason=secret)),
        acts.WinnerLeft(**about, how="withdrew", basis=secret, document=secret, on=date(2024, 5, 2)),
    )
    with central.session() as session:
        sample.found(session)
        one = sample.result(*sample.packet(session))
        opened, closed = one.result.acts
        (first, *rest) = one.result.outcome.territories
        lines = tuple(line.model_copy(update={"additional_ground": secret}) for line in first.lines)
        outcome = one.result.outcome.model_copy(
            update={"territories": (first.model_copy(update={"lines": lines}), *rest)}
        )
        result = one.result.model_copy(update={"acts": (opened, *written, closed), "outcome": outcome})
        made = replace(one, result=result, sha256=result.digest())
        do_sync(session, plan_sync(session, made), by="x", at=AT)
        destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground="мерзімі өтті", by="x", at=AT)
        (bare,) = results(session, sample.id)
        assert secret not in bare.canonical().decode()
        assert [act.kind for act in bare.acts] == [act.kind for act in result.acts]
        assert [line.total for line in bare.outcome.territories[0].lines] == [line.total for line in lines]


def test_words_of_why_leave_the_history_with_the_contest_s_data_and_nothing_else_does(
    central: Central, sample: Any
) -> None:
    secret = "Телефоны 8 701 234 56 78"
    with central.session() as session:
        sample.found(session)
        for contest, key in ((sample.id, "A-001"), (sample.id, "A-002"), (None, "mapping")):
            record(session, contest=contest, subject="application", key=key, what="changed", by="x", at=AT, why=secret)
        before = history(session)
    emptying = "UPDATE history SET why = ''"
    with pytest.raises(DBAPIError, match="history only grows"), central.connection() as connection:
        connection.execute(text(emptying))
    with central.session() as session:
        destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground="мерзімі өтті", by="x", at=AT)
        *after, done = history(session)
        assert after == [one if one.contest is None else one.model_copy(update={"why": ""}) for one in before]
        assert {one.key for one in after if one.why == secret} == {"mapping"}
        assert (done.subject, done.why) == ("destruction", "мерзімі өтті")
    for changed in (
        emptying, f"{emptying}, by = 'y' WHERE key = 'A-001'", f"{emptying} WHERE subject = 'destruction'",
        "UPDATE history SET why = 'x' WHERE key = 'A-001'", "DELETE FROM history WHERE key = 'A-001'",
    ):  # fmt: skip
        with pytest.raises(DBAPIError, match="history only grows"), central.connection() as connection:
            connection.execute(text(changed))
