"""The log of the admitted list, and published lists compared with those of the central file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.centre.papers.exports import export_table
from models.centre.results.lists import OwnList, compare_with, compared_table, list_log, log_table, own_list
from models.centre.results.sync import do_sync, plan_sync
from models.centre.selection.screening import decide
from models.centre.store import Central
from models.contest.application import Screened
from models.errors import IntakeError
from models.intake.lists.comparing import ChangeKind
from models.values import Both

AT = datetime(2024, 5, 3, 4, 0, tzinfo=UTC)
BY = "s1"


def test_the_log_tells_who_when_and_why(central: Central, sample: Any, tmp_path: Path) -> None:
    with central.session() as session:
        sample.found(session)
        sample.packet(session)
        reason = Both(kk="құжат жалған", ru="документ поддельный")
        decide(session, sample.id, "A-002", Screened.REFUSED, by=BY, at=AT, reasons=(reason,))
        sample.packet(session)
        lines = list_log(session, sample.id)
        of_one = [(one.what, one.why, one.by, one.revision) for one in lines if one.code == "A-002"]
        assert ("refused (application)", "документ поддельный", BY, None) in [
            (what, "документ поддельный" if why else "", by, revision) for what, why, by, revision in of_one
        ]
        assert [what for what, *_ in of_one if what == "application removed"] == ["application removed"]
        assert [one.revision for one in lines if one.what.startswith("packet revision")] == [1, 2]
        assert [one.number for one in lines] == list(range(1, len(lines) + 1))
        headings, rows = log_table(lines, {"s1": "Хатшы"}, "Asia/Almaty")
        assert {row[1] for row in rows if row[2] == "A-002"} >= {"03.05.2024 09:00"}
        export_table(tmp_path / "log.xlsx", headings, rows, title="Log")
        sheet = load_workbook(tmp_path / "log.xlsx").worksheets[0]
        assert (sheet.max_row, sheet.max_column) == (len(lines) + 1, len(headings))
        assert "Хатшы" in {cell.value for cell in sheet["H"]}


def test_a_published_list_is_compared_with_the_admitted(central: Central, sample: Any, tmp_path: Path) -> None:
    path = tmp_path / "published.csv"
    with central.session() as session:
        sample.found(session)
        own = own_list(session, sample.id, OwnList.ADMITTED)
        names = {one.code: one.name for one in sample.contest.territories}
        first, second, third, fourth = own.rows
        place = next(name for name in names.values() if name.kk == first.territory or name.ru == first.territory
                     or name.say("en") == first.territory)  # fmt: skip
        path.write_text(
            "Код;ФИО;Название проекта;Регион\n"
            f"{first.code};{first.name};{first.title};{place.ru}\n"
            f"{second.code};{second.name.replace('Сұлтанғали', 'Султангали')};{second.title};\n"
            f"{fourth.code};{fourth.name};Басқа жоба;\n"
            "A-099;Бөтен Адам;Жоба;\n",
            encoding="utf-8",
        )
        found = compare_with(session, sample.id, path, OwnList.ADMITTED)
        told = {(one.kind, (one.two or one.one).code) for one in found.changes}  # type: ignore[union-attr]
        assert told == {
            (ChangeKind.ADDED, third.code),
            (ChangeKind.REMOVED, "A-099"),
            (ChangeKind.RESPELLED, second.code),
            (ChangeKind.REPLACED, fourth.code),
        }
        headings, rows = compared_table(found)
        assert {len(row) for row in rows} == {len(headings)}
        assert not [cell for row in rows for cell in row if cell and str(cell).startswith("990101")]


def test_the_ranking_is_compared_by_place_and_points(central: Central, sample: Any, tmp_path: Path) -> None:
    with central.session() as session:
        sample.found(session)
        do_sync(session, plan_sync(session, sample.result(*sample.packet(session))), by=BY, at=AT)
        ranking = own_list(session, sample.id, OwnList.RANKING)
        assert [row.points for row in ranking.rows]
        first = ranking.rows[0]
        lines = [f"{row.code};{row.name};{row.place};{row.points}" for row in ranking.rows[1:]]
        path = tmp_path / "ranking.csv"
        path.write_text(
            "\n".join(("Код;ФИО;Место;Балл", f"{first.code};{first.name};{first.place};77", *lines)), encoding="utf-8"
        )
        (change,) = compare_with(session, sample.id, OwnList.RANKING, path).changes
        assert (change.kind, change.old, change.new) == (ChangeKind.POINTS, str(first.points), "77")


def test_a_list_without_codes_is_refused(central: Central, sample: Any, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("ФИО;Место\nАхметов С.;1\n", encoding="utf-8")
    with central.session() as session:
        sample.found(session)
        with pytest.raises(IntakeError):
            compare_with(session, sample.id, path, OwnList.ADMITTED)
