"""What the page Intake keeps while a table is on its way in; it outlives the page's widgets."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from models.intake.plan import IntakePlan
    from models.intake.source import Source

Part = Literal["choose", "columns", "report"]


@dataclass
class IntakeDraft:
    """The files chosen, what was read of them, and the report."""

    part: Part = "choose"
    table: Path | None = None
    folder: Path | None = None
    source: "Source | None" = None
    plan: "IntakePlan | None" = None
