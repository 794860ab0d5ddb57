"""Acts of several steps, each one function for window and command line: intake, admission, the packet."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.centre.applications import listing, states, store
from models.centre.contests import add_contest
from models.centre.intake import plan_source, take_in
from models.centre.mappings import remember, remembered
from models.centre.selection.admission import admit, plan_admission
from models.centre.selection.building import build_packet, plan_packet
from models.centre.selection.packets import packets
from models.centre.selection.screening import decide, decisions, flags, withdrawal_basis
from models.centre.store import Central
from models.contest.application import Screened
from models.errors import FileError, IntakeError, StoreError
from models.intake.columns import IGNORE
from models.intake.plan import RowKind
from models.intake.source import open_fields, read_source
from models.packet.files import open_packet
from models.sealing.keys import PrivateKey
from models.values import Both

if TYPE_CHECKING:
    from tests.centre.conftest import Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "Хатшы"
TABLE = (
    "Код заявки;Фамилия;Имя;ИИН;Название проекта;Құпия баған;Регион\n"
    "A-1;Қасымова;Айжан;990101450016;Жоба;зат;Абайская область\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_heading_is_remembered_however_it_is_written(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        add_contest(session, sample.contest, by=BY, at=AT)
        remember(session, {"Жобаның аты": "project.title"}, by=BY, at=AT)
        remember(session, {"ЖОБАНЫН  АТЫ": "project.title"}, by=BY, at=AT)
        assert list(remembered(session, sample.contest.id).values()) == ["project.title"]


def test_a_heading_is_asked_for_once_and_then_remembered(central: Central, sample: "Sample", table: Path) -> None:
    with central.session() as session:
        add_contest(session, sample.contest, by=BY, at=AT)
        source = read_source(table, remembered(session, sample.contest.id))
        assert source.mapping.unknown == ("Құпия баған",)
        with pytest.raises(IntakeError, match="Құпия баған"):
            plan_source(session, sample.id, source, at=AT)
        chosen = source.choose(5, "project.partners")
        assert chosen.chosen == {"Құпия баған": "project.partners"}
        assert "project.partners" not in {field.code for field in open_fields(chosen.mapping)}
        plan = plan_source(session, sample.id, chosen, at=AT)
        assert take_in(session, sample.id, plan, chosen.chosen, by=BY, at=AT).new == ("A-1",)
    with central.session() as session:
        again = read_source(table, remembered(session, sample.contest.id))
        assert (again.mapping.unknown, again.chosen) == ((), {})
        plan = plan_source(session, sample.id, again, at=AT)
        assert plan.counts[RowKind.UNCHANGED] == len(plan.rows) == 1


def test_a_sheet_that_is_not_there_is_named(table: Path) -> None:
    with pytest.raises(FileError, match="Жоқ"):
        read_source(table, {}, sheet="Жоқ")
    assert read_source(table, {}).choose(5, IGNORE).mapping.unknown == ()


def test_only_undecided_applications_without_flags_are_admitted(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        add_contest(session, sample.contest, by=BY, at=AT)
        made = [sample.application(number) for number in range(1, 4)]
        store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read)
        raised = flags(session, sample.id)
        plan = plan_admission(session, sample.id)
        assert set(plan.admit) | set(plan.flagged) == set(raised)
        assert plan.admit == tuple(code for code in raised if not raised[code])
        forced = plan.model_copy(update={"admit": plan.flagged, "flagged": ()})
        with pytest.raises(StoreError, match="A-001"):
            admit(session, sample.id, forced, by=BY, at=AT)
        assert set(states(session, sample.id).values()) == {Screened.RECEIVED}


def test_admitting_twice_is_admitting_once(central: Central, sample: "Sample", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.centre.selection.admission.flags", lambda *_: {})
    with central.session() as session:
        add_contest(session, sample.contest, by=BY, at=AT)
        made = [sample.application(number) for number in range(1, 4)]
        store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read)
        decide(session, sample.id, "A-003", Screened.REFUSED, by=BY, at=AT, reasons=(Both(kk="себеп", ru="причина"),))
        plan = plan_admission(session, sample.id)
        assert plan.admit == ("A-001", "A-002")
        for _ in range(2):
            assert admit(session, sample.id, plan, by=BY, at=AT) == plan.admit
        assert len(decisions(session, sample.id)) == 3


def test_packet_is_prepared_written_and_recorded_at_once(central: Central, sample: "Sample", tmp_path: Path) -> None:
    secretary = PrivateKey.ephemeral(b"z" * 32)
    with central.session() as session:
        assert_lacks(session, sample)
        sample.found(session)
        plan = plan_packet(session, sample.id, by=BY, at=AT)
        assert (plan.lacks, plan.changes, plan.says_nothing_new) == ((), (), False)
        built = build_packet(session, sample.id, tmp_path / "one.packet", secretary, by=BY, at=AT)
    opened = open_packet(tmp_path / "one.packet", secretary)
    assert (opened.id, opened.manifest.revision, len(built.manifest.applications)) == (built.id, 1, 4)
    with central.session() as session:
        assert plan_packet(session, sample.id, by=BY, at=AT).says_nothing_new
        with pytest.raises(StoreError, match="Nothing changed since revision 1"):
            build_packet(session, sample.id, tmp_path / "two.packet", secretary, by=BY, at=AT)


def assert_lacks(session: object, sample: "Sample") -> None:
    with pytest.raises(StoreError, match="not in the central file"):
        plan_packet(session, sample.id, by=BY, at=AT)  # type: ignore[arg-type]  # the session of the caller


BASIS = (withdrawal_basis("№ 5 хат", AT.date(), "Сұлтанғали Әйгерім"),)


def test_a_further_revision_needs_the_reason_of_every_change(
    central: Central, sample: "Sample", tmp_path: Path
) -> None:
    secretary = PrivateKey.ephemeral(b"z" * 32)
    late = AT + timedelta(days=1)
    with central.session() as session:
        sample.found(session)
        build_packet(session, sample.id, tmp_path / "one.packet", secretary, by=BY, at=AT)
        decide(session, sample.id, "A-002", Screened.WITHDRAWN, by="Қызметкер", at=late, reasons=BASIS)
    with central.session() as session:
        plan = plan_packet(session, sample.id, by=BY, at=late + timedelta(hours=1))
        assert [(change.application, change.what) for change in plan.without_reason] == [("A-002", "removed")]
        assert [(change.by, change.at) for change in plan.changes] == [("Қызметкер", late)]
        with pytest.raises(StoreError, match="A-002"):
            build_packet(session, sample.id, tmp_path / "two.packet", secretary, by=BY, at=late)
        assert not (tmp_path / "two.packet").exists()
        why = {"A-002": "өтініш берушінің хаты"}
        built = build_packet(session, sample.id, tmp_path / "two.packet", secretary, by=BY, at=late, why=why)
    assert (built.revision, len(built.manifest.changes)) == (2, 1)


def test_a_packet_that_is_not_recorded_is_not_left_behind(
    central: Central, sample: "Sample", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = PrivateKey.ephemeral(b"z" * 32)

    def meanwhile(*_: object) -> None:
        raise StoreError("changed")

    with central.session() as session:
        sample.found(session)
        monkeypatch.setattr("models.centre.selection.building.record_packet", meanwhile)
        with pytest.raises(StoreError, match="changed"):
            build_packet(session, sample.id, tmp_path / "one.packet", secretary, by=BY, at=AT)
        assert list(tmp_path.glob("*.packet")) == []
        assert packets(session, sample.id) == ()
        assert len(listing(session, sample.id)) == 4
