"""Checks of the lot: only where the approved criteria allow one, with a seed made in the room, drawn as published."""

from collections.abc import Iterable

from models.sitting.acts import LotDrawn
from models.sitting.checking.voting import check_voters, refused
from models.sitting.checking.winners import check_open_tie
from models.sitting.saying import names_of
from models.sitting.state import Sitting
from models.sitting.winning.lots import FEWEST_PARTS, draw_lot, is_said, seed_of
from models.wording import tr


def check_lot(act: LotDrawn, state: Sitting) -> None:
    """Return when `act` draws the tie that is open now, once more repeated, from numbers of people in the room."""
    rule = state.criteria.counting.ties
    if rule.then != "lot":
        raise refused(tr("The approved criteria of this contest allow no lot."), rule.point)
    check_open_tie(act, state)
    _check_parts(act, state)
    draw = 1 + len(state.all(LotDrawn))
    if act.draw != draw:
        raise refused(tr("This is lot № {draw} of the sitting. Draw it with this number.", draw=draw), rule.point)
    order = tuple(ticket.application for ticket in draw_lot(seed_of(p.number for p in act.parts), act.tied, act.draw))
    if act.order != order:
        raise refused(
            tr("The order is not the one that these numbers give: {codes}. Draw again.", codes=", ".join(order)),
            rule.point,
        )


def people_of_lot(state: Sitting, tied: Iterable[str], by: str) -> tuple[str, ...]:
    """Return whose numbers make the seed, in order: members with a vote on the tie by the roster, then the recorder.

    Fixed by the rule, so that nobody chooses whose numbers count once they are known. Who records (`by`) is there for
    certain; a member who records is there as a member, or has a conflict of interest and takes no part.
    """
    return (*state.voters(tied), *(() if by in state.members else (by,)))


def _check_parts(act: LotDrawn, state: Sitting) -> None:
    point = state.criteria.counting.ties.point
    people = [part.person for part in act.parts]
    if act.laid and tuple(people) != (needed := people_of_lot(state, act.tied, act.by)):
        raise refused(
            tr(
                "Everybody present who has a vote here, and who records the lot, writes a number, and they are read in "
                "this order: {names}.",
                names=names_of(needed, state.manifest),
            ),
            point,
        )
    if len(set(people)) != len(people) or len(people) < FEWEST_PARTS:
        raise refused(tr("At least {n} people say a number each, nobody two.", n=FEWEST_PARTS), point)
    secretary = state.manifest.roster.secretary
    check_voters(state, [one for one in people if secretary is None or one != secretary.id], act.tied)
    for part in act.parts:
        if not is_said(part.number):
            raise refused(tr("“{number}” is no number of 1–20 digits. Say it again.", number=part.number), point)
