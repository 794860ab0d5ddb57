"""Sums of money as people read them: whole tenge, thousands apart by a no-break space, the same in every language."""


def money(amount: int | None, *, unknown: str = "") -> str:
    """Return whole tenge without their sign, "1 000 000"; `unknown` for None."""
    return unknown if amount is None else f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}")


def tenge(amount: int | None) -> str:
    """Return whole tenge with their sign, "1 000 000 ₸"; nothing for None."""
    return "" if amount is None else f"{money(amount)}\N{NO-BREAK SPACE}₸"
