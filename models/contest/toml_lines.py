"""Where in a TOML source every table, key and array item stands, so that a defect can name its line."""

import re
import tomllib

Path = tuple[str | int, ...]
"""Keys and 0-based indices from the document's root, e.g. ("lots", 0, "territories", 1, "grants")."""

_SPACE = " \t"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")
"""Numbers, booleans, dates; a date and its time may be parted by one space."""


def lines_of(source: str) -> dict[Path, int]:
    """Return the 1-based line of every table header, key and array item of `source`.

    The root () is line 1. A table that only dotted keys or sub-tables make stands where it is first named.
    `source` must be valid TOML: tomllib reads it first; raises tomllib.TOMLDecodeError.
    """
    tomllib.loads(source)
    return _Scanner(source.replace("\r\n", "\n")).run()


def nearest_line(lines: dict[Path, int], path: Path) -> int:
    """Return the line of `path`, or of the closest table or array around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


class _Scanner:
    """Reads source that is known to be valid, so it looks only for where things begin and end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {(): 1}
        self.arrays: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip_blank():
            if self.source.startswith("[[", self.at):
                table = self._header("[[")
            elif self.source[self.at] == "[":
                table = self._header("[")
            else:
                self._pair(table)
        return self.lines

    def _header(self, opening: str) -> Path:
        self._move(len(opening))
        keys = self._keys()
        self._move(len(opening))
        path: Path = ()
        for key in keys[:-1]:
            path = self._inside((*path, key))
        path = (*path, keys[-1])
        self._note(path)
        if opening == "[[":
            self.arrays[path] = self.arrays.get(path, -1) + 1
            path = (*path, self.arrays[path])
            self._note(path)
        return path

    def _inside(self, path: Path) -> Path:
        """Return the table `path` means in a header: the latest item where it names an array of tables."""
        self._note(path)
        return (*path, self.arrays[path]) if path in self.arrays else path

    def _pair(self, table: Path) -> None:
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path)
        self._move(1)  # =
        self._spaces()
        self._value(path)

    def _keys(self) -> list[str]:
        """Read a dotted key and stop before what follows it."""
        keys: list[str] = []
        while True:
            self._spaces()
            start = self.at
            if self.source[start] in "\"'":
                self._string()
                keys.append(tomllib.loads(f"k = {self.source[start : self.at]}")["k"])
            else:
                bare = _BARE.match(self.source, start)
                assert bare is not None
                self._move(len(bare[0]))
                keys.append(bare[0])
            self._spaces()
            if self.source[self.at] != ".":
                return keys
            self._move(1)

    def _value(self, path: Path) -> None:
        first = self.source[self.at]
        if first in "\"'":
            self._string()
        elif first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            scalar = _SCALAR.match(self.source, self.at)
            assert scalar is not None
            self._move(len(scalar[0]))

    def _array(self, path: Path) -> None:
        self._move(1)
        number = 0
        while self._skip_blank() and self.source[self.at] != "]":
            if self.source[self.at] == ",":
                self._move(1)
                continue
            self._note((*path, number))
            self._value((*path, number))
            number += 1
        self._move(1)

    def _inline_table(self, path: Path) -> None:
        self._move(1)
        while self._skip_blank() and self.source[self.at] != "}":
            if self.source[self.at] == ",":
                self._move(1)
                continue
            self._pair(path)
        self._move(1)

    def _string(self) -> None:
        quote = self.source[self.at]
        if self.source.startswith(quote * 3, self.at):
            self._move(3)
            self._until(quote, 3)
            while self.source.startswith(quote, self.at):  # a quote may stand right before the closing ones
                self._move(1)
        else:
            self._move(1)
            self._until(quote, 1)

    def _until(self, quote: str, count: int) -> None:
        while not self.source.startswith(quote * count, self.at):
            self._move(2 if quote == '"' and self.source[self.at] == "\\" else 1)
        self._move(count)

    def _skip_blank(self) -> bool:
        """Pass spaces, line ends and comments; False at the end of the source."""
        while self.at < len(self.source):
            if self.source[self.at] == "#":
                end = self.source.find("\n", self.at)
                self.at = len(self.source) if end < 0 else end
            elif self.source[self.at] in " \t\n":
                self._move(1)
            else:
                return True
        return False

    def _spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in _SPACE:
            self.at += 1

    def _move(self, count: int) -> None:
        self.line += self.source.count("\n", self.at, self.at + count)
        self.at += count

    def _note(self, path: Path) -> None:
        self.lines.setdefault(path, self.line)
