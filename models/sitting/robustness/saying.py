"""What the result hangs on, in people's words."""

from models.packet.manifest import PacketManifest
from models.sitting.robustness.flip import Changed, Searched
from models.sitting.robustness.pool import Fate, Lot, Pool
from models.sitting.robustness.scenarios import Held, Scenario, Supposed, differing
from models.sitting.saying import name_of
from models.wording import tr


def scenario_text(scenario: Scenario, manifest: PacketManifest) -> str:
    """Return what is counted otherwise."""
    names = [name_of(one, manifest) for one in scenario.without]
    match scenario.kind:
        case "member":
            return tr("Without {member}", member=names[0])
        case "pair":
            return tr("Without {one} and {other}", one=initials(names[0]), other=initials(names[1]))
        case "criterion":
            return tr("Without criterion {criterion}", criterion=scenario.without[0])
        case "median":
            return tr("The members' median instead of their sum or mean")
        case "level":
            return tr("Strict and mild members moved to the mean of the panel")
        case _:
            return tr("Strict and mild members moved to the mean and spread of the panel")


def initials(name: str) -> str:
    """Return a name as tables with little room have it: "Соколов В. А."."""
    first, *others = name.split()
    return " ".join([first, *(f"{one[0]}." for one in others)])


def lot_text(lot: Lot) -> str:
    """Return what becomes of an application."""
    return {"wins": tr("wins"), "line": tr("tied on the cut line"), "out": tr("does not win")}[lot]


def under_text(held: Held) -> str:
    """Return under how many scenarios an application wins, as a word."""
    return {"all": tr("under all"), "some": tr("under some"), "none": tr("under none")}[held.winner_under]


def change_text(now: Fate, then: Fate) -> str:
    """Return who fares otherwise: "wins: A; does not win: B"; empty where nobody does."""
    found: dict[Lot, list[str]] = {}
    for code, _, lot in differing(now, then):
        found.setdefault(lot, []).append(code)
    lots: tuple[Lot, ...] = ("wins", "line", "out")
    return "; ".join(
        tr("{what}: {codes}", what=lot_text(lot), codes=", ".join(found[lot])) for lot in lots if lot in found
    )


def supposed_text(supposed: Supposed, pool: Pool) -> str:
    """Return what a scenario comes to."""
    if supposed.fate is None:
        return supposed.problem
    return change_text(pool.fate, supposed.fate) or tr("the same result")


def flip_text(searched: Searched, pool: Pool, manifest: PacketManifest) -> str:
    """Return the smallest flip as a sentence, or how far none was found."""
    if searched.flip is None:
        if searched.proven_up_to is None:
            return tr("No change of marks within the scale would change the result.")
        return tr(
            "No change of up to {n} points in total changes the result; larger changes were not all looked at.",
            n=searched.proven_up_to,
        )
    return tr(
        "The smallest change that gives another result: {changes} (points in total: {points}). Then: {then}.",
        changes="; ".join(_changed(one, manifest) for one in searched.flip.changes),
        points=searched.flip.points,
        then=change_text(pool.fate, searched.flip.then),
    )


def _changed(one: Changed, manifest: PacketManifest) -> str:
    return tr(
        "{application}, criterion {criterion}, {member}: {new} instead of {old}",
        application=one.application,
        criterion=one.criterion,
        member=name_of(one.member, manifest),
        new=one.new,
        old=one.old,
    )
