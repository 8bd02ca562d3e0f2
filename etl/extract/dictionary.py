"""The dictionary of words, taken up a first character at a time: who reads one document wants a fraction of it.

Words that begin alike stand together in the file, and which stretch of it is whose is found in a few milliseconds. All
of it would take half a second at each start, and a copy of what was made of it would lie in the folder for temporary
files, where anybody may write.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

TOTALS = {5_071_852: 60_101_967}
"""The sum of all counts by the size of the file in bytes, for the one that comes with jieba; another is added up."""
STRETCH = re.compile(rb"\n([\xf0-\xf7]...|...)[^\n]*+(?:\n\1[^\n]*+)*+")
"""Lines that begin with the same character of three bytes or four."""


class Dictionary:
    """Words and how often each is met, 0 for what only begins one; `words` is filled as characters are asked for.

    The file has a line a word: the word, its count, its kind. `names` are further words, each of which counts for just
    more than what it would be cut into without it.
    """

    def __init__(self, content: bytes, names: Iterable[str] = ()) -> None:
        self.words: dict[str, int] = {}
        self._content = b"\n" + content
        self.total = TOTALS.get(len(content)) or sum(map(int, content.split()[1::3]))
        """The sum of all counts of the file."""
        self._stretches = _stretches(self._content)
        self._names: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self._names[name[:1]].append(name)
        self._known: set[str] = set()

    def take_up(self, text: Iterable[str]) -> None:
        """Fill in all words and names that begin with a character of the text."""
        for first in set(text) - self._known:
            for start, stop in self._stretches.get(first, ()):
                cells = self._content[start:stop].decode().split()
                for word in cells[::3]:
                    self._take_up_beginnings(word)
                self.words.update(zip(cells[::3], map(int, cells[1::3]), strict=True))
            for name in self._names.get(first, ()):
                self._take_up_beginnings(name)
                self.words[name] = self._weight(name)
            self._known.add(first)

    def _take_up_beginnings(self, word: str) -> None:
        for length in range(1, len(word)):
            self.words.setdefault(word[:length], 0)

    def _weight(self, name: str) -> int:
        """Return the count at which a name is as likely as the likeliest cut of it into words of the file, and one."""
        likeliest = [1.0]  # of the first characters of the name, none to all
        for stop in range(1, len(name) + 1):
            cuts = (likeliest[start] * self._count(name[start:stop]) / self.total for start in range(stop))
            likeliest.append(max(cuts))
        return int(likeliest[-1] * self.total) + 1

    def _count(self, word: str) -> int:
        """Return how often a word is met; a character that no line has stands for itself."""
        sought = f"\n{word} ".encode()
        for start, stop in self._stretches.get(word[0], ()):
            at = self._content.find(sought, start, stop)
            if at >= 0:
                return int(self._content[at + len(sought) : stop].split(maxsplit=1)[0])
        return int(len(word) == 1)


def _stretches(content: bytes) -> dict[str, list[tuple[int, int]]]:
    """Return first character -> the stretches of the file in which its words stand."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for stretch in STRETCH.finditer(content):
        found[stretch[1].decode("utf-8", "ignore")[:1]].append(stretch.span())
    return found
