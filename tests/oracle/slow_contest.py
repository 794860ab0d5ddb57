"""A second implementation of counting, ties and winners: plain Python, fractions, slow, obvious.

It shares no code with the engine and imports nothing of it. A contest is a plain dictionary (`random_contests`).
"""

import hashlib
from fractions import Fraction
from typing import Any

Contest = dict[str, Any]
JOINS = ("sum", "mean", "median", "best", "worst", "weighted-sum", "weighted-mean")


def joined(do: str, figures: list[Fraction], weights: list[Fraction], high: bool) -> Fraction:
    if do == "sum":
        return sum(figures, Fraction(0))
    if do == "mean":
        return sum(figures, Fraction(0)) / len(figures)
    if do == "median":
        figures = sorted(figures)
        half = len(figures) // 2
        if len(figures) % 2 == 1:
            return figures[half]
        return (figures[half - 1] + figures[half]) / 2
    if do == "best":
        return max(figures) if high else min(figures)
    if do == "worst":
        return min(figures) if high else max(figures)
    total = Fraction(0)
    for place in range(len(figures)):
        total += figures[place] * weights[place]
    return total if do == "weighted-sum" else total / sum(weights)


def rounded(number: Fraction, places: int, mode: str) -> Fraction:
    shifted = abs(number) * 10**places
    whole = shifted.numerator // shifted.denominator
    rest = shifted - whole
    up = False
    if mode == "half-up":
        up = rest >= Fraction(1, 2)
    if mode == "half-even":
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    whole = whole + 1 if up else whole
    return Fraction(whole, 10**places) * (1 if number >= 0 else -1)


def changed(step: dict[str, Any], figure: Fraction, columns: dict[str, str]) -> Fraction:
    if step["do"] == "round":
        return rounded(figure, step["places"], step["mode"])
    if step["do"] == "cap":
        return min(figure, Fraction(step["at"]))
    if step["do"] == "table":
        for named, points in step["points"]:
            if Fraction(named) == figure:
                return Fraction(points)
        return Fraction(step["otherwise"])
    amount = Fraction(columns[step["column"]]) if "column" in step else Fraction(step["by"])
    if "at_most" in step:
        amount = min(amount, Fraction(step["at_most"]))
    if step["do"] == "multiply":
        return figure * amount
    return figure + amount if step["do"] == "add" else figure - amount


def run(
    steps: list[dict[str, Any]],
    figures: dict[tuple[Any, Any], Fraction],
    contest: Contest,
    columns: dict[str, str],
) -> Fraction:
    """Do `steps` on figures by (member or round, criterion); "-" stands where they have been joined."""
    last: dict[tuple[Any, Any], list[Fraction]] = {}
    for step in steps:
        over = step.get("over")
        if step["do"] in JOINS or step["do"] == "drop":
            groups: dict[tuple[Any, Any], list[tuple[Any, Any]]] = {}
            for key in sorted(figures, key=str):
                member, criterion = key
                if over == "criteria":
                    group = (member, "-")
                elif over in ("members", "rounds"):
                    group = ("-", criterion)
                else:
                    group = ("-", "-")
                groups.setdefault(group, []).append(key)
            if step["do"] == "drop":
                for keys in groups.values():
                    for _ in range(step.get("highest", 0)):
                        top = max(keys, key=lambda key: figures[key])
                        keys.remove(top)
                        del figures[top]
                    for _ in range(step.get("lowest", 0)):
                        bottom = min(keys, key=lambda key: figures[key])
                        keys.remove(bottom)
                        del figures[bottom]
                continue
            last = {group: [figures[key] for key in keys] for group, keys in groups.items()}
            figures = {
                group: joined(step["do"], values, contest["weights"], contest["high"]) for group, values in last.items()
            }
        elif step["do"] in ("add-worst", "add-best"):
            for key in figures:
                best = (step["do"] == "add-best") == contest["high"]
                extreme = max(last[key]) if best else min(last[key])
                figures[key] += Fraction(step["by"]) * extreme
        elif step.get("weight"):
            for member, criterion in figures:
                number = 0 if criterion == "-" else criterion
                figures[member, criterion] *= contest["weights"][number]
        else:
            for key in figures:
                figures[key] = changed(step, figures[key], columns)
    (only,) = figures.values()
    return only


def round_total(contest: Contest, rows: list[list[int]], columns: dict[str, str]) -> Fraction:
    figures: dict[tuple[Any, Any], Fraction] = {}
    for member, row in enumerate(rows):
        for criterion, mark in enumerate(row):
            figures[member, criterion] = Fraction(mark)
    return run(contest["steps"], figures, contest, columns)


def total(contest: Contest, rounds: list[list[list[int]]], columns: list[dict[str, str]]) -> Fraction:
    totals = [round_total(contest, rows, own) for rows, own in zip(rounds, columns, strict=True)]
    if not contest["after"]:
        return totals[0]
    figures = {(number, "-"): one for number, one in enumerate(totals)}
    return run(contest["after"], figures, contest, columns[0])


def full_rows(rows: list[list[int | None]]) -> list[list[int]]:
    """Leave out whoever lacks a mark: a missing mark is never 0."""
    return [[mark for mark in row if mark is not None] for row in rows if None not in row]


def number_matters(contest: Contest) -> bool:
    return any(
        step["do"] in ("sum", "weighted-sum", "weighted-mean") and step["over"] in ("members", "panel")
        for step in contest["steps"]
    )


def count(contest: Contest) -> dict[str, Any]:
    """Return totals, whether they are comparable, places, and who is under a threshold."""
    rounds = {code: [full_rows(rows) for rows in one] for code, one in contest["marks"].items()}
    needed = 1
    for step in contest["steps"]:
        if step["do"] == "drop" and step["over"] == "members":
            needed += step.get("highest", 0) + step.get("lowest", 0)
    counted = [code for code in rounds if all(len(rows) >= needed for rows in rounds[code])]
    totals = {code: total(contest, rounds[code], contest["columns"][code]) for code in counted}
    sizes = {len(rows) for code in counted for rows in rounds[code]}
    comparable = len(sizes) <= 1 or not number_matters(contest)
    levels = ranked(contest, totals, rounds) if comparable else []
    under = {code for code in counted if comparable and misses(contest, code, totals[code], rounds[code])}
    return {"totals": totals, "comparable": comparable, "levels": levels, "under": under}


def ranked(contest: Contest, totals: dict[str, Fraction], rounds: dict[str, Any]) -> list[list[str]]:
    levels = []
    for one in sorted(set(totals.values()), reverse=contest["high"]):
        equal = sorted(code for code in totals if totals[code] == one)
        levels += told_apart(contest, equal, contest["ties"], rounds)
    return levels


def told_apart(
    contest: Contest, codes: list[str], steps: list[dict[str, Any]], rounds: dict[str, Any]
) -> list[list[str]]:
    if len(codes) == 1 or not steps:
        return [codes]
    values = {code: tie_value(contest, steps[0], code, rounds[code]) for code in codes}
    if None in values.values():
        return told_apart(contest, codes, steps[1:], rounds)
    levels = []
    for value in sorted(set(values.values()), reverse=True):
        levels += told_apart(contest, [code for code in codes if values[code] == value], steps[1:], rounds)
    return levels


def tie_value(contest: Contest, step: dict[str, Any], code: str, rounds: list[list[list[int]]]) -> Any:
    """Return what is compared, bigger first; None where there is no such value."""
    rows = [row for one in rounds for row in one]
    turned = not step.get("higher_first", True)
    best_is_high = contest["high"] != turned
    if step["by"] == "criterion":
        points = Fraction(sum(row[step["number"]] for row in rows), len(rows))
        return -points if turned else points
    if step["by"] == "top-marks":
        hits = 0
        for row in rows:
            for number, mark in enumerate(row):
                hits += mark == (contest["maxima"][number] if best_is_high else contest["minima"][number])
        return Fraction(hits, len(rows))
    if step["by"] == "count-back":
        marks = [mark if best_is_high else -mark for row in rows for mark in row]
        return tuple(sorted(marks, reverse=True))
    if step["by"] == "round":
        reached = round_total(contest, rounds[step["number"]], contest["columns"][code][step["number"]])
        return reached if best_is_high else -reached
    written = contest["columns"][code][0].get(step["column"], "")
    if "values" in step:
        return (written in step["values"]) != turned
    if not written:
        return None
    return -Fraction(written) if turned else Fraction(written)


def misses(contest: Contest, code: str, reached: Fraction, rounds: list[list[list[int]]]) -> bool:
    for threshold in contest["thresholds"]:
        if threshold["criterion"] is None:
            # as many members as were counted, and each gives the most of every criterion
            best = [[contest["maxima"]] * len(rounds[0])] * len(rounds)
            most = total(contest, best, [contest["columns"][code][0]] * len(rounds))
            have = reached
        else:
            rows = [row for one in rounds for row in one]
            have = Fraction(sum(row[threshold["criterion"]] for row in rows))
            most = Fraction(contest["maxima"][threshold["criterion"]] * len(rows))
        bound = most * threshold["share"]
        bad = have < bound if contest["high"] else have > bound
        if bad or (threshold["strictly"] and have == bound):
            return True
    return False


def lot(contest: Contest, tied: list[str], draw: int) -> list[str]:
    def ticket(code: str) -> str:
        return hashlib.sha256(f"{contest['seed']},{code},{draw}".encode()).hexdigest()

    return sorted(tied, key=ticket)


def vote(contest: Contest, tied: list[str], places: int) -> list[str]:
    """Return whom the commission of this contest chooses; any choice is as lawful as another."""
    return sorted(tied, key=lambda code: hashlib.sha256(f"{contest['seed']}:{places}:{code}".encode()).digest())


def winners(contest: Contest, counted: dict[str, Any]) -> dict[str, int | None]:
    """Return who wins with which sum, walking the ranking by hand: quotas and merit in the contest's order."""
    ranked_codes = [code for level in counted["levels"] for code in level]
    above = [code for code in ranked_codes if code not in counted["under"]]
    may = above if "thresholds" not in contest["order"] else ranked_codes
    kept = min(contest["grants"], sum(group["places"] for group in contest["groups"]))
    waves: list[tuple[list[str], int]] = []
    for step in contest["order"]:
        if step == "thresholds":
            may = above
        if step == "quotas":
            waves += [([code for code in may if code in one["members"]], one["places"]) for one in contest["groups"]]
        if step == "merit":
            later = contest["order"][contest["order"].index("merit") :]
            waves.append((may, contest["grants"] - (kept if contest["groups"] and "quotas" in later else 0)))
    waves.append((may, contest["grants"]))  # places that no group has filled: whoever is out by now stays out

    won: dict[str, int | None] = {}
    broke: set[str] = set()
    left, grants, ended, draws = contest["fund"], contest["grants"], False, 0

    def choose(among: list[str], seats: int) -> list[str]:
        nonlocal draws
        if contest["then"] != "lot":
            return vote(contest, sorted(among), seats)[:seats]
        draws += 1
        return lot(contest, sorted(among), draws)[:seats]

    def too_dear(code: str) -> bool:
        return left is not None and contest["asked"][code] > left

    for who, places in waves:
        free = min(places, grants)
        grants_before = grants
        for level in counted["levels"]:
            pool = [code for code in level if code in who and code not in won and code not in broke]
            dear: list[str] = []
            while free > 0 and not ended:
                pool = [code for code in pool if all(left > 0 for _, left in roofs_of(contest, [code], won))]
                if not pool:
                    break
                dear += [code for code in pool if too_dear(code)]
                pool = [code for code in pool if not too_dear(code)]
                certain = certain_by_money(contest, pool, left)
                money_is_enough = certain == len(pool)
                crowds = [(crowd, room) for crowd, room in roofs_of(contest, pool, won) if len(crowd) > room]
                crowds.sort(key=lambda one: one[0][0])
                best, crowded = 0, list[str]()
                for crowd, room in crowds:
                    certain = min(certain, room)
                    more = [code for code in crowd if code not in crowded]
                    crowded += more
                    best += min(room, len(more))
                best += len(pool) - len(crowded)
                if certain == len(pool) and (len(pool) <= free or contest["then"] == "shared"):
                    chosen, pool = pool, []
                elif money_is_enough and best <= free:
                    chosen = [code for code in pool if code not in crowded]
                    asked, rooms = set(crowds[0][0]), [crowds[0][1]]
                    for crowd, room in crowds * len(crowds):
                        if asked & set(crowd):
                            asked |= set(crowd)
                            rooms.append(room)
                    chosen += choose(sorted(asked), min(rooms))
                    pool = [code for code in pool if code not in chosen]
                else:
                    chosen = choose(pool, min(free, certain))
                    pool = [code for code in pool if code not in chosen]
                for code in chosen:
                    won[code] = contest["asked"][code]
                    free -= 1
                    left = None if left is None else left - contest["asked"][code]
            if dear and contest["over"] == "part" and left and free > 0:
                able = [code for code in dear if all(left > 0 for _, left in roofs_of(contest, [code], won))]
                if able:
                    (one,) = able if len(able) == 1 else choose(able, 1)
                    won[one] = left
                    left, free = 0, free - 1
            broke.update(dear)
            ended = ended or bool(dear and contest["over"] != "skip")
        grants = grants_before - (min(places, grants_before) - max(0, free))
    return won


def roofs_of(contest: Contest, pool: list[str], won: dict[str, Any]) -> list[tuple[list[str], int]]:
    """Return every roof that somebody of `pool` stands under: who of it does, and how many more it lets win."""
    found = []
    for group in contest["groups"]:
        crowd = [code for code in pool if code in group["under_roof"]]
        if crowd and group["roof"] is not None:
            found.append((crowd, group["roof"] - sum(1 for code in won if code in group["under_roof"])))
    return found


def certain_by_money(contest: Contest, pool: list[str], left: int | None) -> int:
    """Return how many of `pool` can be paid whoever they are: as if the dearest came first."""
    if left is None:
        return len(pool)
    number = 0
    for code in sorted(pool, key=lambda code: contest["asked"][code], reverse=True):
        if contest["asked"][code] > left:
            break
        left -= contest["asked"][code]
        number += 1
    return number
