"""Conflicts of interest: who is searched for, by what, and what the people outside the commission declare."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.centre.conflicts.mirror_list import kind_name, part_name
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.involved import Involved, Job
from models.intake.iin import check_iin
from models.intake.reading import UnreadableError
from models.intake.reading import day as read_day
from models.wording import tr
from ui.item_models.table import Column
from ui.office.words import day, moment
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.frames import AskedCard, Card, EmptyState

if TYPE_CHECKING:
    from models.contest.profile import ConflictRule


def people_table(add: Callable[[], None], zone: Callable[[], str]) -> "DataTable[Involved]":
    """Return the table of people: which contacts are known, not the contacts; moments by the clock of `zone()`."""
    return DataTable[Involved](
        [
            Column(tr("Surname, name, patronymic"), lambda one: one.name, width=28),
            Column(tr("Part in the contest"), lambda one: part_name(one.part)),
            Column(tr("Searched by"), _searched, stretch=True, tone=_searched_tone),
            Column(tr("Declared"), lambda one: _declared(one, zone()), width=18),
            Column(tr("Conflicts declared"), _conflicts, width=16),
        ],
        key=lambda one: one.id,
        name=tr("People who touch the contest"),
        empty=EmptyState(
            tr("Nobody is known yet"),
            tr("Enrol the commission, or add staff and mentors here."),
            icon="people",
            action=tr("Add a person…"),
            clicked=add,
        ),
    )


def _searched(one: Involved) -> str:
    return ", ".join(map(field_words, one.searched_by))


def field_words(field: str) -> str:
    """Return what a field of `Involved` that the search uses is called."""
    return {
        "name": tr("name"),
        "iin": tr("IIN"),
        "birth_date": tr("birth date"),
        "phone": tr("telephone"),
        "email": tr("e-mail"),
        "address": tr("address"),
        "organisation": tr("organisation"),
        "jobs": tr("further employers"),
    }[field]


def _searched_tone(one: Involved) -> Tone | None:
    return Tone.WARN if set(one.searched_by) <= {"name", "organisation"} else None


def _declared(one: Involved, zone: str) -> str:
    return moment(one.declared_at, zone) if one.declared_at else tr("has not declared yet")


def _conflicts(one: Involved) -> str:
    if one.declared_at is None:
        return ""
    return ", ".join(each.application for each in one.declared) or tr("none")


class PersonAsked(AskedCard):
    """What is known of a person. Of those enrolled, name, position and organisation stand on the roster."""

    def ask(self, one: Involved | None) -> None:
        """Begin with `one`, or with a new person outside the roster."""
        self._before = one or Involved(id="", name="", part="staff")
        before, apart = self._before, one is None or one.id.startswith("k")
        card = Card(
            one.name if one else tr("A person outside the commission"),
            tr("Used for this search only, and kept in the central file: no packet, sheet or result carries it."),
        )
        self.form = Form(columns=3)
        self.name = self.form.text(tr("Surname, name, patronymic"), before.name, required=apart)
        parts = [("staff", part_name("staff")), ("mentor", part_name("mentor"))]
        if not apart:
            parts = [(before.part, part_name(before.part))]
        self.part = self.form.choice(tr("Part in the contest"), parts, before.part)
        self.organisation = self.form.text(tr("Organisation"), before.organisation)
        for field in (self.name, self.part, self.organisation):
            field.setEnabled(apart)
        self.iin = self.form.text(tr("IIN"), before.iin)
        self.birth_date = self.form.text(tr("Birth date"), day(before.birth_date), hint=tr("For example 31.12.1980"))
        self.phone = self.form.text(tr("Telephones"), before.phone)
        self.email = self.form.text(tr("E-mail"), before.email)
        self.address = self.form.text(tr("Address"), before.address, wide=False)
        self.jobs = self.form.long_text(
            tr("Further and earlier employers, one a line"),
            "\n".join("; ".join(filter(None, (job.organisation, day(job.until)))) for job in before.jobs),
            lines=2,
            hint=tr("The last day after a semicolon, where it ended: Organisation; 31.12.2023"),
        )
        card.body.addWidget(self.form)
        self.show_card(card)
        (self.name if apart else self.iin).setFocus()

    def given(self) -> Involved | None:
        """Return the person as filled in, or None with the problems marked."""
        self.form.clear_problems()
        name, iin = " ".join(self.name.text().split()), self.iin.text().strip()
        wrong = False
        if not name:
            self.form.problem(self.name, tr("A person needs a name."))
            wrong = True
        if iin and not check_iin(iin).valid:
            self.form.problem(self.iin, tr("This is no IIN: 12 digits with a right check digit. Leave it empty else."))
            wrong = True
        born = None
        jobs: tuple[Job, ...] = ()
        try:
            born = read_day(self.birth_date.text()) if self.birth_date.text().strip() else None
        except UnreadableError as error:
            self.form.problem(self.birth_date, tr("Expected: {what}.", what=str(error)))
            wrong = True
        try:
            jobs = tuple(_job(line) for line in self.jobs.toPlainText().splitlines() if line.strip())
        except UnreadableError as error:
            self.form.problem(self.jobs, tr("Expected: {what}.", what=str(error)))
            wrong = True
        if wrong:
            return None
        return self._before.model_copy(
            update={
                "name": name,
                "part": self.part.currentData(),
                "organisation": self.organisation.text().strip(),
                "iin": iin,
                "birth_date": born,
                "phone": self.phone.text().strip(),
                "email": self.email.text().strip(),
                "address": self.address.text().strip(),
                "jobs": jobs,
            }
        )


def _job(line: str) -> Job:
    organisation, _, until = line.partition(";")
    return Job(organisation=organisation.strip(), until=read_day(until) if until.strip() else None)


class DeclarationAsked(AskedCard):
    """What the secretary, staff or a mentor declares; members declare at the Desk."""

    def ask(self, one: Involved, rule: "ConflictRule") -> None:
        """Begin with `one`."""
        self.person = one
        card = Card(
            tr("{name} declares", name=one.name),
            tr("Declared until now: {what}", what=_conflicts(one) or tr("nothing yet")),
        )
        self.form = Form(columns=2)
        answers = [
            ("", tr("– choose –")),
            (Answer.NO_CONFLICT.value, tr("No conflict with any application")),
            (Answer.CONFLICT.value, tr("A conflict with one application")),
            (Answer.NOT_SURE.value, tr("Not sure about one application")),
        ]
        self.answer = self.form.choice(tr("Declaration"), answers)
        self.code = self.form.text(tr("Code of the application"))
        kinds = [("", tr("– choose –")), *((kind.code, kind_name(kind.code, rule)) for kind in rule.kinds)]
        self.kind = self.form.choice(tr("Kind of conflict"), kinds, wide=True)
        self.note = self.form.text(tr("A few words about it"))
        card.body.addWidget(self.form)
        self.show_card(card)
        self.answer.currentIndexChanged.connect(lambda _index: self._look())
        self._look()
        self.answer.setFocus()

    def _look(self) -> None:
        answer = self.answer.currentData()
        about = answer in (Answer.CONFLICT.value, Answer.NOT_SURE.value)
        self.code.setEnabled(about)
        self.note.setEnabled(about)
        self.kind.setEnabled(answer == Answer.CONFLICT.value)

    def given(self) -> tuple[Declaration, ...] | None:
        """Return everything the person then declares, or None with the problems marked."""
        self.form.clear_problems()
        answer, code = self.answer.currentData(), self.code.text().strip()
        if not answer:
            self.form.problem(self.answer, tr("Choose what is declared."))
            return None
        if answer == Answer.NO_CONFLICT.value:
            return ()
        if not code:
            self.form.problem(self.code, tr("Name the application by its code."))
            return None
        if answer == Answer.CONFLICT.value and not self.kind.currentData():
            self.form.problem(self.kind, tr("A conflict of interest needs its kind."))
            return None
        said = Declaration(
            application=code,
            answer=Answer(answer),
            kind=self.kind.currentData() if answer == Answer.CONFLICT.value else None,
            note=self.note.text().strip(),
        )
        return (*(one for one in self.person.declared if one.application != code), said)
