"""Who is looking and what they may do: the one place where an act is allowed or refused, and where it is written down.

Without a login the board is for the person at this machine: all is allowed and nobody is named. With one, a person has
the role that `access.toml` gives them and no other. What a screen offers is a courtesy; `require` is the check, and
stands at the act itself.
"""

from board.access.errors import AccessError
from board.access.gate import ACTS, Act, may, person, require
from board.access.record import record
from board.access.rules import Person

__all__ = ["ACTS", "AccessError", "Act", "Person", "may", "person", "record", "require"]
