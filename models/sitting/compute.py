"""What a sitting comes to."""

from collections.abc import Iterable, Sequence

from models.packet.manifest import PacketManifest
from models.scoring.sheets import Sheet
from models.sitting.acts import Act
from models.sitting.outcome import Outcome
from models.sitting.state import sitting
from models.sitting.table import outcome


def compute(manifest: PacketManifest, sheets: Iterable[Sheet], acts: Sequence[Act]) -> Outcome:
    """Return the computed table with every question still open: a pure function of the set of sheets and the acts.

    Raises SittingError where nothing can be counted: no approved criteria, or a column that the counting rule needs
    is missing or no number.
    """
    return outcome(sitting(manifest, sheets, acts))
