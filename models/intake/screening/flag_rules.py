"""From a flag to the rule behind it: what the profile says and where the regulation says it."""

from models.contest.application import Flag
from models.contest.points import both_points
from models.contest.profile import Profile
from models.contest.rules_words import RuleLine, rules_in_words
from models.wording import current_language


def rules_behind(flag: Flag, profile: Profile) -> tuple[RuleLine, ...]:
    """Return the rules of `profile` that stand at the flag's point, in the current language.

    Of the purposes a grant may not pay for only the flag's own; empty for a flag that is only a look-out.
    """
    if not flag.point:
        return ()
    point = both_points(flag.point).say(current_language())
    purposes = {f"barred:{one.code}": one.name.say(current_language()) for one in profile.project.barred}
    found = tuple(line for line in rules_in_words(profile) if line.point == point)
    if flag.rule in purposes:
        return tuple(line for line in found if line.says == purposes[flag.rule])
    return tuple(line for line in found if line.says not in purposes.values())
