"""The fields of the real forms, and the headings under which tables have them in Kazakh, Russian and English."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from models.intake.folding import fold_heading
from models.intake.headings import APPLICANT, APPLICATION, BUDGET, PLAN, PROJECT

Kind = Literal[
    "text", "money", "number", "months", "date", "moment", "iin", "territory", "direction", "plan", "budget", "language"
]
Part = Literal["application", "applicant", "project", "plan", "budget"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `code` is stable ("applicant.surname"); a mapping names it."""

    code: str
    part: Part
    name: str
    """The attribute of the value that `part` names."""
    kind: Kind
    headings: tuple[str, ...]
    """Spellings; the first three are the Kazakh, Russian and English names people are shown."""

    def title(self, language: str) -> str:
        """Return the field's name in `language`."""
        return self.headings[{"kk": 0, "ru": 1}.get(language, 2)]


def _fields(part: Part, table: dict[str, tuple[Kind, str]]) -> tuple[Field, ...]:
    return tuple(
        Field(f"{part}.{name}", part, name, kind, tuple(heading.strip() for heading in headings.split("|")))
        for name, (kind, headings) in table.items()
    )


MAIN = _fields("application", APPLICATION) + _fields("applicant", APPLICANT) + _fields("project", PROJECT)
"""The fields of the table of applications."""
PLAN_TABLE = _fields("plan", PLAN)
"""The fields of a plan table that stands in a sheet or file of its own, joined by application code or IIN."""
BUDGET_TABLE = _fields("budget", BUDGET)
"""The fields of a budget table that stands in a sheet or file of its own, joined by application code or IIN."""

NUMBER = "number"
"""The running number "№" of a table: recognised, and left out."""
_RUNNING = ("№", "№ п/п", "р/с", "р/с №", "p/c", "#", "No", "nr", "рет саны")


def field(code: str) -> Field:
    """Return the field with `code`. Raises KeyError."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, Field]:
    return {field.code: field for field in MAIN + PLAN_TABLE + BUDGET_TABLE}


@cache
def _by_heading(fields: tuple[Field, ...]) -> dict[str, str]:
    found = {fold_heading(heading): NUMBER for heading in _RUNNING}
    for one in fields:
        found.update({fold_heading(heading): one.code for heading in one.headings})
    return found


def field_for(heading: str, fields: tuple[Field, ...] = MAIN) -> str | None:
    """Return the code of the field that `heading` names among `fields`, NUMBER for a running number, else None."""
    folded = fold_heading(heading)
    return _by_heading(fields).get(folded)
