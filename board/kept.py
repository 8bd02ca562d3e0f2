"""What was worked out once and may be asked for again, kept up to so many bytes: the least lately used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")
MEGABYTE = 1_000_000


class Kept(Generic[Value]):
    """A store shared by all readers; safe for threads. Values are handed out as they are: nobody may change them."""

    def __init__(self, megabytes: float, size: Callable[[Value], int]) -> None:
        """`size` returns the bytes of a value; one that is larger than a quarter of all room is not kept."""
        self._room = int(megabytes * MEGABYTE)
        self._size = size
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now if it is not kept. Two who ask at once may both make it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = make()
        self._put(key, value)
        return value

    @property
    def bytes(self) -> int:
        """The bytes of all that is kept."""
        return self._bytes

    def _put(self, key: Hashable, value: Value) -> None:
        size = self._size(value)
        if size > self._room // 4:
            return
        with self._lock:
            self._bytes += size - self._values.pop(key, (value, 0))[1]
            self._values[key] = (value, size)
            while self._bytes > self._room:
                self._bytes -= self._values.popitem(last=False)[1][1]
