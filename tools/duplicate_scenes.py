"""Pictures of the duplicates in the office, on an invented contest with copies planted in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from models.centre.applications import applications, store
from models.centre.conflicts.duplicates import decide_duplicate, duplicate_picture
from models.centre.store import Central
from models.contest.application import Application
from models.duplicates.cases import CaseDecision, CaseKind
from tools.desk_scenes import wait
from tools.office_flow_sample import AT, BY, OfficeFlow
from tools.office_flow_scenes import flow, sit_down
from ui.shell.main_window import MainWindow

_LONG = (
    "Ауылдық елді мекендерде тұратын жастарға арналған тегін ағылшын тілі курстары, кітапхана, жазғы тілдік лагерь, "
    "цифрлық сауаттылық орталығы және ата-аналармен бірлескен отбасылық оқу клубтарының облыстық желісін құру жобасы"
)


def plant(central: Central, made: OfficeFlow) -> None:
    """Make one application a copy of another, one person apply twice in two alphabets, two share a quote."""
    contest = made.contest_id
    with central.session() as session:
        taken = applications(session, contest)
        first, copy, again, quote = taken[0], taken[3], taken[5], taken[8]
        words = {name: getattr(first.project, name) for name in ("aim", "problem", "summary", "results", "plan")}
        changed = [
            _with(first, title=_LONG),
            _with(copy, title=_LONG.replace("Ауылдық", "Шалғай"), **words),
            _with(quote, budget=taken[10].project.budget),
        ]
        person = first.applicant
        twice = again.applicant.model_copy(
            update={
                "surname": person.surname, "given_name": person.given_name, "patronymic": "",
                "birth_date": person.birth_date,
            }
        )  # fmt: skip
        changed.append(again.model_copy(update={"applicant": twice}))
        store(session, contest, changed, by=BY, at=AT, read_attachment=lambda _code, _file: b"")
        lines = duplicate_picture(session, contest).lines
        (person_line,) = [
            one for one in lines if one.case.kind is CaseKind.PERSON and one.case.codes == (first.code, again.code)
        ]
        case = person_line.case
        decision = CaseDecision(
            kind=case.kind, key=case.key, codes=case.codes, duplicate=again.code, of=first.code,
            reason="бір адам екі рет өтінім берген", strength=case.strength, by=BY,
            at=datetime(2024, 4, 26, 5, 0, tzinfo=UTC),
        )  # fmt: skip
        decide_duplicate(session, contest, decision, by=BY, at=AT)


def _with(one: Application, **project: Any) -> Application:
    return one.model_copy(update={"project": one.project.model_copy(update=project)})


def _page(window: MainWindow) -> Any:
    return sit_down(window, "taken", "duplicates", lambda central: plant(central, flow()))


def _open(window: MainWindow) -> None:
    _page(window)


def _kind(page: Any, kind: CaseKind) -> None:
    page.cases.table.choose(next(line.at for line in page.cases.table.model.rows if line.case.kind is kind))


def _beside(kind: CaseKind) -> Callable[[MainWindow], None]:
    def scene(window: MainWindow) -> None:
        page = _page(window)
        _kind(page, kind)
        page.lay_beside()
        wait(window)

    return scene


def _deciding(window: MainWindow) -> None:
    page = _page(window)
    _kind(page, CaseKind.TEXT)
    page.ask_decision(duplicate=True)


def _refuse(window: MainWindow) -> None:
    page = _page(window)
    page.lists.choose("refuse")
    wait(window)


def _refusing(window: MainWindow) -> None:
    page = _page(window)
    page.lists.choose("refuse")
    page.refuse()
    wait(window)


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "office-duplicates": _open,
    "office-duplicates-beside": _beside(CaseKind.TEXT),
    "office-duplicates-quote": _beside(CaseKind.QUOTE),
    "office-duplicates-deciding": _deciding,
    "office-duplicates-refuse": _refuse,
    "office-duplicates-refusing": _refusing,
}
