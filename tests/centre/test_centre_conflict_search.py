"""What the search for conflicts of interest remembers: never anything else than a search from the start finds."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from models.centre.applications import applications, store
from models.centre.conflicts.declarations import declare_in_office
from models.centre.conflicts.mirror_list import conflict_picture
from models.centre.conflicts.pairs import forget, know, pin
from models.centre.conflicts.search import Searched
from models.centre.destruction import destroy_personal_data
from models.centre.store import Central
from models.conflicts import search
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.involved import Involved
from models.conflicts.mirror import Side
from models.conflicts.pinned import PinnedConflict
from models.errors import CancelledError
from models.wording import current_language, use_language

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "Хатшы"
SHARED = Involved(id="m2", name="Мүше 2", part="member", phone="+7 701 000 0001")


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with every search that truly compares people."""
    made: list[int] = []
    rarity = search.Rarity

    def counted(*given: Any) -> Any:
        made.append(1)
        return rarity(*given)

    monkeypatch.setattr(search, "Rarity", counted)
    return made


def test_what_is_remembered_is_what_a_search_from_the_start_finds(
    central: Central, sample: Any, searches: list[int]
) -> None:
    searched = Searched()
    with central.session() as session:
        sample.found(session)

        def same(*, anew: bool) -> int:
            """Compare with a search from the start; return how many pairs were found."""
            searches.clear()
            picture = conflict_picture(session, sample.id, on=AT.date(), searched=searched)
            assert len(searches) == anew
            assert picture == conflict_picture(session, sample.id, on=AT.date())
            return sum(line.row.tie is not None for line in picture.lines)

        def change(code: str, mobile: str) -> None:
            (one,) = [each for each in applications(session, sample.id) if each.code == code]
            other = one.model_copy(update={"applicant": one.applicant.model_copy(update={"mobile": mobile})})
            store(session, sample.id, [other], by=BY, at=AT, read_attachment=lambda *_: b"")

        same(anew=True)
        same(anew=False)
        know(session, sample.id, SHARED, by=BY, at=AT)
        assert same(anew=True) == 1
        declare_in_office(
            session, sample.id, "s1", [Declaration(application="A-001", answer=Answer.NOT_SURE)], on=AT, by=BY, at=AT
        )
        decided = PinnedConflict(
            person="m2", application="A-001", conflict=False, kind=None, reason="басқа адам", by=BY, at=AT
        )
        pin(session, sample.id, decided, by=BY, at=AT)
        assert same(anew=False) == 1
        change("A-001", "+7 702 000 00 99")
        assert same(anew=True) == 0
        change("A-002", SHARED.phone)
        assert same(anew=True) == 1
        forget(session, sample.id, "m2", by=BY, at=AT, why="керек емес")
        assert same(anew=True) == 0


def test_reasons_are_said_in_the_language_spoken_now(central: Central, sample: Any) -> None:
    searched, before = Searched(), current_language()
    with central.session() as session:
        sample.found(session)
        know(session, sample.id, SHARED, by=BY, at=AT)
        said = []
        try:
            for language in ("kk", "ru", "kk"):
                use_language(language)
                (one,) = searched.search(session, sample.id, on=AT.date())
                said.append(one.reasons)
        finally:
            use_language(before)
    assert said[0] == said[2] != said[1]


def test_a_search_that_was_stopped_is_not_remembered(central: Central, sample: Any) -> None:
    searched = Searched()
    with central.session() as session:
        sample.found(session)
        know(session, sample.id, SHARED, by=BY, at=AT)
        with pytest.raises(CancelledError):
            searched.search(session, sample.id, on=AT.date(), report=lambda _done, _of: False)
        assert len(searched.search(session, sample.id, on=AT.date())) == 1


def test_what_was_destroyed_is_not_remembered(central: Central, sample: Any) -> None:
    searched = Searched()
    with central.session() as session:
        sample.found(session)
        know(session, sample.id, SHARED, by=BY, at=AT)
        picture = conflict_picture(session, sample.id, on=AT.date(), searched=searched)
        assert len(picture.of(Side.UNDECLARED)) == 1
        destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground="мерзімі өтті", by=BY, at=AT)
        picture = conflict_picture(session, sample.id, on=AT.date(), searched=searched)
        assert picture.of(Side.UNDECLARED) == ()
        assert "0001" not in repr(vars(searched))
