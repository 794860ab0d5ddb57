"""The one family of errors that people cause and can cure.

    TandauError
    ├── CancelledError        the person stopped the work: silence, not a message
    ├── UsageError            the call itself is wrong (command line: exit status 2)
    ├── ProfileError          a contest profile is wrong: line, key, what is expected
    ├── FileError             a file from outside can't be read, is damaged, or can't be written
    ├── SealError             key, passphrase, signature or encryption do not fit
    ├── IntakeError           a table or its attachments can't be taken in
    ├── ScoringError          a mark, declaration or sheet is refused
    ├── SittingError          an act of the sitting is against the rule, which it names
    └── StoreError            a workspace or central file refuses: newer, locked, contradicting

`str(error)` is shown to the person as it stands, so it says what happened, what was not changed and what to do next.
Anything else that is raised is a bug of ours.
"""

from collections.abc import Sequence


class TandauError(Exception):
    """An error in people's words. `problems` lists the single defects, one line each, in the order found."""

    def __init__(self, message: str, *, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"– {problem}" for problem in self.problems)])


class CancelledError(TandauError):
    """The person cancelled; nothing was changed and nothing needs saying."""


class UsageError(TandauError):
    """The call is wrong, not the data."""


class ProfileError(TandauError):
    """A contest profile is refused; `problems` name line, key and what is expected."""


class FileError(TandauError):
    """A file can't be read, is damaged or can't be written."""


class SealError(TandauError):
    """A key, passphrase, signature or encryption does not fit."""


class IntakeError(TandauError):
    """A table of applications or its attachments can't be taken in; nothing was stored."""


class ScoringError(TandauError):
    """A mark, declaration or sheet is refused."""


class SittingError(TandauError):
    """An act of the sitting is against the contest's rule; the message names the rule."""


class StoreError(TandauError):
    """A workspace or central file refuses; nothing was changed."""
