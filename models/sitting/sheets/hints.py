"""What is odd about the sheets that were brought, without being open: gaps and forks in a member's revisions."""

from collections.abc import Iterator

from models.packet.manifest import PacketManifest
from models.sitting.outcome import Hint
from models.sitting.saying import name_of
from models.sitting.sheets.merging import Merged
from models.wording import tr


def hints(merged: Merged) -> Iterator[Hint]:
    """Yield the gaps by member and revision, then the forks by member."""
    for member, revision in merged.gaps:
        yield Hint(kind="gap", member=member, revisions=(revision,))
    for member, heads in merged.heads.items():
        if len(heads) > 1:
            yield Hint(kind="fork", member=member, revisions=tuple(sorted(sheet.revision for sheet in heads)))


def hint_texts(merged: Merged, manifest: PacketManifest) -> tuple[str, ...]:
    """Return every hint in words."""
    return tuple(hint_text(one, manifest) for one in hints(merged))


def hint_text(hint: Hint, manifest: PacketManifest) -> str:
    """Return the hint in a sentence or two, with what to do about it."""
    member = name_of(hint.member, manifest)
    if hint.kind == "gap":
        return tr(
            "{member}: revision {n} was handed in; revision {before}, which it corrects, was not brought. Revision {n} "
            "counts. Ask for the sheet before it, so that everybody can see what was corrected.",
            member=member,
            n=hint.revisions[0],
            before=hint.revisions[0] - 1,
        )
    return tr(
        "{member}: several sheets stand side by side and none follows the other (revisions: {revisions}). Where they "
        "differ it is a clash, which is settled at the sitting. Ask the member how it came about.",
        member=member,
        revisions=", ".join(map(str, hint.revisions)),
    )
