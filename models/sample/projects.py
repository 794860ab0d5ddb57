"""Invented projects whose title, aim, plan and budget belong together and add up."""

from random import Random
from typing import Any

from models.contest.application import BudgetRow, PlanRow, Project
from models.sample.words import words

_CAP = 1_000_000
_LOOKALIKES = str.maketrans({"о": "o", "с": "c", "а": "a", "е": "e", "һ": "h", "р": "p"})
_EMOJI = ("🌱", "🤝", "⭐", "🎨")


def invent_project(rng: Random, language: str, place: dict[str, str], direction: int) -> Project:
    """Return a project of the `direction` (from 1) written in `language`; its budget adds up and keeps the cap."""
    theme = next(one for one in words("themes")["theme"] if one["direction"] == direction)
    text: dict[str, Any] = theme[language]
    said = words("words")[language]
    fill = {"loc": place[f"{language}_loc"], "n": rng.randrange(20, 120, 5)}
    budget = _budget(rng, theme["items"], language)
    total = sum(row.amount or 0 for row in budget)
    title = text["titles"][rng.randrange(len(text["titles"]))]
    where = "" if "{loc}" in title else f" ({place[language]})"
    return Project(
        title=_spelt(rng, _sentence(title + where, fill), language),
        direction=direction,
        aim=_sentence(text["aim"], fill),
        problem=_sentence(text["problem"], fill),
        territory=place[language],
        target_group=text["group"],
        people_covered=str(fill["n"]),
        summary=" ".join(_sentence(part, fill) for part in (text["problem"], text["aim"], text["results"])),
        partners=", ".join(rng.sample(said["partners"], rng.randrange(1, 3))),
        results=_sentence(text["results"], fill),
        sustainability=rng.choice(said["sustainability"]),
        informing=rng.choice(said["informing"]),
        months=rng.randrange(2, 5),
        total_cost=total,
        grant_asked=total,
        plan=_plan(said, text),
        budget=budget,
    )


def _sentence(template: str, fill: dict[str, Any]) -> str:
    text = template.format(**fill)
    return text[0].upper() + text[1:]


def _plan(said: dict[str, Any], text: dict[str, Any]) -> tuple[PlanRow, ...]:
    actions = [said["first"], *text["actions"], said["last"]]
    return tuple(
        PlanRow(number=number, action=action, dates=f"{month} 2024", target_group=text["group"])
        for number, (action, month) in enumerate(zip(actions, said["months"], strict=True), 1)
    )


def _budget(rng: Random, items: list[dict[str, Any]], language: str) -> tuple[BudgetRow, ...]:
    """Buy of each item at least one, then more of any while the cap allows, some projects asking for less."""
    prices = [round(item["price"] * rng.uniform(0.85, 1.15), -2) for item in items]
    counts = [1] * len(items)
    ceiling = rng.choice((_CAP, _CAP, 900_000, 750_000, 600_000))
    for _ in range(400):
        at = rng.randrange(len(items))
        room = ceiling - sum(int(price) * count for price, count in zip(prices, counts, strict=True))
        if counts[at] < items[at]["most"] and prices[at] <= room:
            counts[at] += 1
    return tuple(
        BudgetRow(number=number, item=item[language], quantity=str(count), price=int(price), amount=int(price) * count)
        for number, (item, price, count) in enumerate(zip(items, prices, counts, strict=True), 1)
    )


def _spelt(rng: Random, title: str, language: str) -> str:
    """Return the title as people type it: here and there a Latin letter, an emoji, or э for ә."""
    luck = rng.random()
    if luck < 0.07:
        at = rng.randrange(len(title) // 2)
        return title[:at] + title[at : at + 6].translate(_LOOKALIKES) + title[at + 6 :]
    if luck < 0.1:
        return f"{title} {rng.choice(_EMOJI)}"
    if luck < 0.14 and language == "kk":
        return title.replace("ә", "э")
    return title
