"""Founding a contest: one profile, one lot, and what the source left for the organiser to decide."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from models.contest.contest import Contest
from models.contest.profile import Lot, Parties, Profile
from models.errors import ProfileError
from models.values import Both
from models.wording import current_language, tr


def contest_title(profile: Profile, lot: Lot) -> Both:
    """Return the title that a contest gets by itself: the profile's; where it has several lots, with the lot's name."""
    if len(profile.lots) == 1:
        return profile.title
    title, name = profile.title, lot.name
    en = f"{title.say('en')} ({name.say('en')})" if title.en else ""
    return Both(kk=f"{title.kk} ({name.kk})", ru=f"{title.ru} ({name.ru})", en=en)


def new_contest(
    profile: Profile,
    *,
    title: Both | None = None,
    lot: str | None = None,
    id: UUID,  # noqa: A002 - the contest's own word
    contract_date: date | None,
    grants: Mapping[str, int] | None = None,
    parties: Parties | None = None,
) -> Contest:
    """Return a contest by `profile`, its criteria not approved yet.

    `lot` may be left out where the profile has one only. `grants` decides quotas by territory code; a quota for which
    the source carries two figures must be decided. `title` is `contest_title` and `parties` are the profile's where
    left out.
    Raises ProfileError that lists everything missing or wrong.
    """
    problems: list[str] = []
    the_lot = _lot(profile, lot, problems)
    decided = dict(grants or {})
    if the_lot is not None:
        problems.extend(_quota_problems(the_lot, decided))
    if title is not None and not (title.kk.strip() and title.ru.strip()):
        problems.append(tr("the title is needed in Kazakh and in Russian"))
    if problems or the_lot is None:
        raise ProfileError(tr("The contest was not made; correct what is listed."), problems=problems)
    return Contest(
        id=str(id),
        title=title or contest_title(profile, the_lot),
        profile=profile,
        lot=the_lot.code,
        parties=parties or profile.parties,
        contract_date=contract_date,
        grants=tuple(sorted(decided.items())),
    )


def _lot(profile: Profile, code: str | None, problems: list[str]) -> Lot | None:
    codes = [lot.code for lot in profile.lots]
    if code is None and len(codes) == 1:
        return profile.lots[0]
    if code in codes:
        return profile.lot(code)
    problems.append(tr("lot: expected one of {codes}; found: “{found}”", codes=", ".join(codes), found=code or ""))
    return None


def _quota_problems(lot: Lot, decided: Mapping[str, int]) -> list[str]:
    problems = []
    known = [territory.code for territory in lot.territories]
    for code, number in decided.items():
        if code not in known:
            problems.append(
                tr(
                    "grants: there is no territory “{code}” in this lot; it has {codes}",
                    code=code,
                    codes=", ".join(known),
                )
            )
        elif number <= 0:
            problems.append(tr("grants of {code}: expected a number above 0; found: {found}", code=code, found=number))
    problems.extend(
        tr(
            "grants of {code}: the source carries two figures, {one} and {other}; decide on a number",
            code=f"{territory.name.say(current_language())} ({territory.code})",
            one=territory.grants,
            other=territory.other_figure,
        )
        for territory in lot.territories
        if territory.other_figure is not None and territory.code not in decided
    )
    return problems
