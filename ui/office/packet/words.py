"""What a packet's changes are called on the screen."""

from collections.abc import Callable, Iterator

from models.packet.changes import change_words, fields_words
from models.packet.manifest import PacketChange, PacketManifest
from models.wording import tr
from ui.office.words import moment
from ui.widgets.application_view import facts, heading, lines, section, table


def revision_parts(manifest: PacketManifest, name_of: Callable[[str], str]) -> Iterator[str]:
    """Yield what a revision said, to be read: its figures and its changes; `name_of` names who made them."""
    zone = manifest.contest.zone
    applications = str(len(manifest.applications))
    yield facts(((tr("Revision"), str(manifest.revision)), (tr("admitted applications"), applications)))
    if not manifest.changes:
        yield section(tr("What this revision changed"), tr("The first revision: there was none before."))
        return
    yield heading(tr("What this revision changed"))
    heads = (tr("Application"), tr("What changed"), tr("Fields"), tr("By whom"), tr("When"), tr("Reason"))
    yield table(heads, (tuple(map(lines, _cells(change, name_of, zone))) for change in manifest.changes))


def _cells(change: PacketChange, name_of: Callable[[str], str], zone: str) -> tuple[str, ...]:
    return (
        change.application,
        change_words(change),
        fields_words(change, name_of),
        name_of(change.by),
        moment(change.at, zone),
        change.why,
    )
