"""Pictures of the conflicts of interest in the office, on an invented contest with relations planted in it."""

from collections.abc import Callable
from typing import Any

from models.centre.conflicts.declarations import declare_in_office, take_declared
from models.centre.conflicts.pairs import know, pin
from models.centre.store import Central
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.involved import Involved
from models.conflicts.pinned import PinnedConflict
from models.contest.commission import Role
from tools.desk_scenes import wait
from tools.office_flow_sample import AT, BY, OfficeFlow
from tools.office_flow_scenes import flow, sit_down
from ui.shell.main_window import MainWindow


def plant(central: Central, made: OfficeFlow) -> None:
    """Give members contacts that lead to applicants; one member declares what nothing supports, one pair is decided."""
    members = [one for one in made.sample.people if one.role is Role.MEMBER]
    applicants = [one.applicant for one in made.sample.applications]
    codes = [one.code for one in made.sample.applications]
    contest = made.contest_id
    with central.session() as session:
        phone = Involved(id=members[0].id, name=members[0].name, part="member", phone=applicants[4].mobile)
        mail = Involved(id=members[1].id, name=members[1].name, part="member", email=applicants[9].email)
        for one in (phone, mail):
            know(session, contest, one, by=BY, at=AT)
        father = Involved(
            id="k1",
            name=applicants[7].full_name,
            part="mentor",
            address=applicants[7].actual_address,
            organisation="«Болашақ» ҚҚ",
        )
        know(session, contest, father, by=BY, at=AT)
        told = Declaration(application=codes[2], answer=Answer.CONFLICT, kind="relative", note="жиенім")
        unsure = Declaration(application=codes[12], answer=Answer.NOT_SURE)
        take_declared(session, contest, {members[2].id: (AT, (told, unsure)), members[1].id: (AT, ())}, by=BY, at=AT)
        declare_in_office(session, contest, "t1", (), on=AT, by=BY, at=AT)
        decision = PinnedConflict(
            person=members[1].id, application=codes[9], conflict=True, kind="household", reason="бір үйде тұрады",
            by=BY, at=AT,
        )  # fmt: skip
        pin(session, contest, decision, by=BY, at=AT)


def _page(window: MainWindow) -> Any:
    return sit_down(window, "taken", "conflicts", lambda central: plant(central, flow()))


def _undeclared(window: MainWindow) -> None:
    _page(window)


def _list(key: str) -> Callable[[MainWindow], None]:
    def scene(window: MainWindow) -> None:
        page = _page(window)
        page.lists.choose(key)

    return scene


def _deciding(window: MainWindow) -> None:
    page = _page(window)
    page.ask_decision(conflict=True)


def _contacts(window: MainWindow) -> None:
    page = _page(window)
    page.lists.choose("people")
    page.ask_person(page.people.model.rows[-1])


def _from_a_table(window: MainWindow) -> None:
    page = _page(window)
    page.lists.choose("people")
    member, other = page.picture.people[:2]
    table = flow().folder / "contacts.csv"
    table.write_text(
        "Аты-жөні;ЖСН;Туған күні;Телефон;Ұйым;Рөлі;Ескертпе\n"
        f"{member.name};;05.03.1980;8 777 000 11 22;ЖШС «Алма»;мүше;\n"
        "Бөтен Адам;;;8 701 222 33 44;Жастар үйі;тәлімгер;\n"
        f"{other.name};123;;;;мүше;\n",
        encoding="utf-8",
    )
    page.work.read_contacts(table, page.show_report)
    wait(window)


def _declaring(window: MainWindow) -> None:
    page = _page(window)
    page.lists.choose("people")
    page.people.choose("k1")
    page.ask_declaration()
    wait(window)


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "office-conflicts": _undeclared,
    "office-conflicts-unsupported": _list("unsupported"),
    "office-conflicts-decided": _list("decided"),
    "office-conflicts-people": _list("people"),
    "office-conflicts-deciding": _deciding,
    "office-conflicts-contacts": _contacts,
    "office-conflicts-table": _from_a_table,
    "office-conflicts-declaring": _declaring,
}
