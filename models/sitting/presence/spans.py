"""Lists of codes as people read them: neighbours of the packet's list as a span."""

from collections.abc import Collection, Sequence


def spans(codes: Collection[str], every: Sequence[str]) -> tuple[str, ...]:
    """Return `codes` in the order of `every`, three and more neighbours there as "first–last".

    Neighbours of one span differ in their last figures only. Codes that `every` does not know stand at the end as they
    are. Returns nothing for no codes.
    """
    wanted = set(codes)
    runs: list[list[str]] = [[]]
    for code in every:
        if runs[-1] and _stem(runs[-1][-1]) != _stem(code):
            runs.append([])
        if code in wanted:
            runs[-1].append(code)
        elif runs[-1]:
            runs.append([])
    told: list[str] = []
    for run in runs:
        told += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else run
    return (*told, *sorted(wanted - set(every)))


def _stem(code: str) -> str:
    return code.rstrip("0123456789")
