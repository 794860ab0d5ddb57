"""One row of a table becomes one application, or is refused with every defect: field, value, what is expected."""

from collections.abc import Callable, Mapping
from typing import Any

from models.contest.application import Applicant, Application, Project
from models.contest.contest import Contest
from models.contest.local_time import zone
from models.intake import reading
from models.intake.columns import COLUMN
from models.intake.fields import Field, field
from models.intake.folding import is_kazakh
from models.intake.outside.tables import TableRow
from models.intake.parts import PartRows, budget_lines, defect, join_key, plan_lines, restored_iin
from models.intake.reading import UnreadableError
from models.values import Value
from models.wording import current_language, tr


class Parsed(Value):
    """A row read. `application` is None exactly where there are `defects`."""

    row: int
    application: Application | None
    """Its code is "" where the table gives none."""
    code: str
    name: str
    """Code and applicant as the row gives them, also where it is refused; each may be ""."""
    given: frozenset[str]
    """The field codes that the table has columns for; other fields keep what is stored."""
    defects: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def parse_row(row: TableRow, columns: Mapping[str, int], contest: Contest, parts: PartRows | None = None) -> Parsed:
    """Read one row. `columns` is `ColumnMapping.columns()`; `parts` are plan and budget rows of further tables."""
    draft = _Draft()
    for code, at in columns.items():
        text = row.cells[at].strip()
        if code.startswith(COLUMN):
            draft.further.append((code.removeprefix(COLUMN), text))
        elif text:
            draft.take(field(code), text, contest)
    _names(draft.applicant)
    draft.needed("applicant.surname", bool(draft.applicant.get("surname") or draft.applicant.get("organisation")))
    draft.needed("project.title", bool(draft.project.get("title")))
    if parts:
        draft.join(parts)
    given = frozenset(columns) | {f"project.{name}" for name in ("plan", "budget") if name in draft.project}
    if "applicant.full_name" in given:
        given |= {"applicant.surname", "applicant.given_name", "applicant.patronymic"}
    return Parsed(
        row=row.number,
        application=None if draft.defects else draft.application_of(_only_territory(columns, draft, contest)),
        code=draft.application.get("code", ""),
        name=draft.the_applicant().full_name,
        given=given,
        defects=tuple(draft.defects),
        notes=tuple(draft.notes),
    )


_ERRORS = frozenset(
    (
        "#N/A",
        "#DIV/0!",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#Н/Д",
        "#ДЕЛ/0!",
        "#ССЫЛКА!",
        "#ЗНАЧ!",
        "#ИМЯ?",
        "#ЧИСЛО!",
        "#ПУСТО!",
    )
)
"""What spreadsheet programs write where a formula failed, in English and Russian."""


class _Draft:
    """What has been read of one row so far."""

    def __init__(self) -> None:
        self.application: dict[str, Any] = {}
        self.applicant: dict[str, Any] = {}
        self.project: dict[str, Any] = {}
        self.further: list[tuple[str, str]] = []
        self.defects: list[str] = []
        self.notes: list[str] = []

    def take(self, one: Field, text: str, contest: Contest) -> None:
        if text.upper() in _ERRORS:
            self.defects.append(
                tr(
                    "{field}: the table has the error {error} there; correct the cell",
                    field=one.title(current_language()),
                    error=text,
                )
            )
            return
        try:
            value = _READ[one.kind](text, contest, self.notes)
        except UnreadableError as error:
            self.defects.append(defect(one, text, str(error)))
            return
        if value is None or (one.kind == "territory" and not value):
            self.further.append((one.kind, text))
            if one.kind == "territory":
                return
        getattr(self, one.part)[one.name] = value

    def needed(self, code: str, there: bool) -> None:
        unread = any(line.startswith(field(code).title(current_language())) for line in self.defects)
        if not there and not unread:
            self.defects.append(tr("{field}: empty; it is needed", field=field(code).title(current_language())))

    def join(self, parts: PartRows) -> None:
        for key in {join_key(self.application.get("code", "")), join_key(self.applicant.get("iin", ""))} - {""}:
            self.defects += parts.defects.get(key, ())
            if key in parts.plan:
                self.project["plan"] = parts.plan[key]
            if key in parts.budget:
                self.project["budget"] = parts.budget[key]

    def the_applicant(self) -> Applicant:
        return Applicant(**({"surname": "", "given_name": ""} | self.applicant))

    def application_of(self, territory: str) -> Application:
        return Application(
            **({"code": "", "territory": territory, "language": _language(self.project)} | self.application),
            applicant=self.the_applicant(),
            project=Project(**self.project),
            columns=tuple(self.further),
        )


def _only_territory(columns: Mapping[str, int], draft: _Draft, contest: Contest) -> str:
    """Return the territory of a row that names none of the contest's: that of a lot of one, which leaves no choice.

    Where the table has a column for it and the row says another region there or in the registration, it stays open
    for a person; a note says what was done.
    """
    if draft.application.get("territory"):
        return ""
    said = dict(draft.further).get("territory", "")
    alone = contest.territories[0] if len(contest.territories) == 1 else None
    if alone is None or "application.territory" not in columns:
        if said:
            draft.notes.append(tr("Territory: “{value}” is none of this contest's; it has to be set", value=said[:80]))
        return alone.code if alone else ""
    language = current_language()
    others = reading.other_territories(
        f"{said}; {draft.applicant.get('registration_address', '')}", alone.code, contest
    )
    if others:
        draft.notes.append(
            tr(
                "Territory: the row names another region, {other}; this contest is for {own} only. It has to be set",
                other=others[0].say(language),
                own=alone.name.say(language),
            )
        )
        return ""
    draft.notes.append(
        tr(
            "Territory: “{value}” was taken as {own}, the only territory of this contest",
            value=said[:80] or "–",
            own=alone.name.say(language),
        )
    )
    return alone.code


def _iin(text: str, _contest: Contest, notes: list[str]) -> str:
    iin, restored = restored_iin("".join(text.split()))
    if restored:
        notes.append(tr("IIN: the table had lost its leading zeros; they were put back (the check digit fits)"))
    return iin


def _territory(text: str, contest: Contest, _notes: list[str]) -> str:
    return reading.territory(text, contest.territories) or ""


def _direction(text: str, contest: Contest, notes: list[str]) -> int | None:
    number = reading.direction(text, contest.profile.project.directions)
    if number is None:
        notes.append(tr("Direction: “{value}” is none of the contest's list", value=text[:80]))
    return number


_READ: dict[str, Callable[[str, Contest, list[str]], Any]] = {
    "text": lambda text, _contest, _notes: text,
    "money": lambda text, _contest, _notes: reading.money(text),
    "months": lambda text, _contest, _notes: reading.months(text),
    "date": lambda text, _contest, _notes: reading.day(text),
    "moment": lambda text, contest, _notes: reading.moment(text, zone(contest.zone)),
    "language": lambda text, _contest, _notes: reading.language(text),
    "plan": lambda text, _contest, _notes: plan_lines(text),
    "budget": lambda text, _contest, _notes: budget_lines(text),
    "iin": _iin,
    "territory": _territory,
    "direction": _direction,
}


def _names(applicant: dict[str, Any]) -> None:
    """Split a full name in the order its heading states: surname, given name, patronymic."""
    full = applicant.pop("full_name", "")
    if full and not applicant.get("surname"):
        surname, _, rest = " ".join(full.split()).partition(" ")
        given, _, patronymic = rest.partition(" ")
        applicant.update(surname=surname, given_name=given, patronymic=patronymic)


def _language(project: Mapping[str, Any]) -> str:
    text = " ".join(str(project.get(name, "")) for name in ("title", "aim", "problem", "summary"))
    return "kk" if is_kazakh(text) else "ru"
