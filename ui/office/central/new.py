"""The form for a new contest: profile, lot, quotas that must be decided, title, parties."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from models.errors import TandauError
from models.progress import Report
from models.values import Both
from models.wording import current_language, tr
from ui.office.state import Work
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.forms import Form
from ui.widgets.frames import Card, clear
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.contest.contest import Contest
    from models.contest.profile import Lot, Profile
    from ui.office.place import Office
    from ui.shell.place import Page


class NewContest(QWidget):
    """Asks what a contest needs; its rules are those of the profile."""

    def __init__(self, page: "Page[Office]") -> None:
        super().__init__()
        self._page = page
        self.active = False
        self.profiles: dict[str, Profile] = {}
        self._suggested: Both | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        rules = Card(tr("Rules of the contest"))
        self.form = Form(columns=2)
        self.profile_choice = self.form.choice(
            tr("Profile"),
            [],
            hint=tr("A profile is one year's rules; the contest keeps them as they are today."),
            wide=True,
        )
        self.lot_choice = self.form.choice(tr("Lot"), [])
        rules.body.addWidget(self.form)
        self.file_button = button(tr("Profile from a file…"), page.guarded(self._ask_profile), icon="folder")
        rules.tools.addWidget(self.file_button)
        self.notes = QVBoxLayout()
        rules.body.addLayout(self.notes)
        column.addWidget(rules)
        self.quota_card = Card(
            tr("Decide on the number of grants"),
            tr(
                "The source itself carries two figures. The organiser chooses one; the choice is kept with the contest."
            ),
        )
        self.quota_form = Form(columns=2)
        self.quota_card.body.addWidget(self.quota_form)
        self.quotas: dict[str, QComboBox] = {}
        column.addWidget(self.quota_card)
        names = Card(tr("Title and parties"))
        self.names = Form(columns=2)
        self.title_kk = self.names.text(tr("Title in Kazakh"), required=True)
        self.title_ru = self.names.text(tr("Title in Russian"), required=True)
        self.parties: dict[str, tuple[QLineEdit, QLineEdit]] = {
            "customer": (
                self.names.text(tr("Customer, in Kazakh")),
                self.names.text(tr("Customer, in Russian")),
            ),
            "operator": (
                self.names.text(tr("Operator, in Kazakh")),
                self.names.text(tr("Operator, in Russian")),
            ),
            "organiser": (
                self.names.text(tr("Organiser, in Kazakh")),
                self.names.text(tr("Organiser, in Russian")),
            ),
        }
        names.body.addWidget(self.names)
        column.addWidget(names)
        column.addStretch(1)
        self.profile_choice.currentIndexChanged.connect(lambda _index: self._show_profile())
        self.lot_choice.currentIndexChanged.connect(lambda _index: self._show_lot())

    @property
    def profile(self) -> "Profile | None":
        """The profile chosen, or None while they are read."""
        return self.profiles.get(self.profile_choice.currentData() or "")

    @property
    def lot(self) -> "Lot | None":
        """The lot chosen."""
        profile, code = self.profile, self.lot_choice.currentData()
        return profile.lot(code) if profile is not None and code else None

    def start(self) -> None:
        """Show the form, with the built-in profiles read in the background the first time."""
        self.active = True
        if self.profiles:
            return

        def work(_report: Report) -> "dict[str, Profile]":
            from models.contest.profile_files import builtin_profiles, load_profile

            return {name: load_profile(name) for name in builtin_profiles()}

        def done(found: "dict[str, Profile]") -> None:
            for name, profile in found.items():
                self._add(name, profile)

        self._page.services.tasks.run(work, done, title=tr("Reading the profiles"), owner=self, harmless=True)

    def stop(self) -> None:
        """Leave the form."""
        self.active = False

    def take_focus(self) -> None:
        """Put the keyboard on the first field."""
        self.profile_choice.setFocus()

    def take_profile(self, path: Path) -> None:
        """Take a profile from a TOML file and choose it; a wrong one is refused with every line that is wrong."""

        def work(_report: Report) -> "Profile":
            from models.contest.profile_files import load_profile

            return load_profile(path)

        def done(profile: "Profile") -> None:
            self._add(f"file:{profile.digest()}", profile)
            self.profile_choice.setCurrentIndex(self.profile_choice.findData(f"file:{profile.digest()}"))

        self._page.services.tasks.run(work, done, title=tr("Reading the profile"), owner=self, harmless=True)

    def _ask_profile(self) -> None:
        path = self._page.services.files.open(tr("Profile from a file"), FileKind.PROFILE)
        if path is not None:
            self.take_profile(path)

    def _add(self, key: str, profile: "Profile") -> None:
        if key not in self.profiles:
            self.profiles[key] = profile
            self.profile_choice.addItem(profile.title.say(current_language()), key)

    def _show_profile(self) -> None:
        profile = self.profile
        clear(self.notes)
        if profile is None:
            return
        for note in profile.notes:
            self.notes.addWidget(Notice(Tone.INFO, note.say(current_language())))
        for name, (kk, ru) in self.parties.items():
            words: Both = getattr(profile.parties, name)
            kk.setText(words.kk)
            ru.setText(words.ru)
        self._suggested = None
        self.lot_choice.clear()
        if len(profile.lots) > 1:  # nothing is chosen unnoticed: a contest of the wrong region can't be put right
            self.lot_choice.addItem(tr("Choose the lot"), "")
        for lot in profile.lots:
            self.lot_choice.addItem(lot.name.say(current_language()), lot.code)
        self.lot_choice.setEnabled(len(profile.lots) > 1)

    def _show_lot(self) -> None:
        lot = self.lot
        self._suggest_title()
        self.quotas = {}
        fresh = Form(columns=2)
        for territory in lot.territories if lot else ():
            if territory.other_figure is None:
                continue
            options = [("", tr("Not decided yet"))]
            options += [(str(figure), str(figure)) for figure in (territory.grants, territory.other_figure)]
            self.quotas[territory.code] = fresh.choice(
                territory.name.say(current_language()),
                options,
                hint=territory.note.say(current_language()) if territory.note else "",
            )
        self.quota_card.body.replaceWidget(self.quota_form, fresh)
        self.quota_form.hide()
        self.quota_form.deleteLater()
        self.quota_form = fresh
        self.quota_card.setVisible(bool(self.quotas))

    def _suggest_title(self) -> None:
        """Write the title of the profile and the lot, unless the person has written another."""
        from models.contest.founding import contest_title

        if self.profile is None:
            return
        title = contest_title(self.profile, self.lot) if self.lot is not None else self.profile.title
        if self._suggested is None or self._title() == (self._suggested.kk, self._suggested.ru):
            self._suggested = title
            self.title_kk.setText(title.kk)
            self.title_ru.setText(title.ru)
        for field in self.names.findChildren(QLineEdit):
            field.setCursorPosition(0)

    def _title(self) -> tuple[str, str]:
        return self.title_kk.text().strip(), self.title_ru.text().strip()

    def _contest(self, profile: "Profile") -> "Contest":
        from models.contest.founding import new_contest
        from models.contest.profile import Parties

        parties = Parties(**{name: self._party(profile, name) for name in self.parties})
        grants = {code: int(box.currentData()) for code, box in self.quotas.items() if box.currentData()}
        known = self._suggested
        kk, ru = self._title()
        title = known if known is not None and (kk, ru) == (known.kk, known.ru) else Both(kk=kk, ru=ru)
        return new_contest(
            profile,
            title=title,
            lot=self.lot_choice.currentData(),
            id=uuid4(),
            contract_date=None,
            grants=grants,
            parties=parties,
        )

    def _party(self, profile: "Profile", name: str) -> Both:
        kk, ru = self.parties[name]
        written = Both(kk=kk.text().strip(), ru=ru.text().strip())
        known: Both = getattr(profile.parties, name)
        return known if (written.kk, written.ru) == (known.kk, known.ru) else written

    def make(self) -> None:
        """Make the contest, store it, choose it and go to the next step."""
        profile = self.profile
        if profile is None:
            raise TandauError(tr("Choose a profile first; nothing was made."))
        if self.lot is None:
            self.lot_choice.setFocus()
            raise TandauError(tr("Choose the lot this contest is for; nothing was made."))
        contest = self._contest(profile)
        place = self._page.place

        def work(todo: Work) -> None:
            from models.centre.contests import add_contest

            add_contest(todo.session, contest, by=todo.by, at=todo.at)

        def done(_nothing: None) -> None:
            self.stop()
            place.choose(contest.id, lambda: place.wanted.emit("contest"))

        place.change(work, done, title=tr("Making the contest"), owner=self)
