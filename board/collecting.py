"""What Python's collector of garbage looks at: what readers leave behind, and not the program itself.

Streamlit has all objects looked at after every run, and the program with its libraries is three quarters of a million:
a tenth of a second of one core, in which nobody else is served. What was loaded stays loaded, so it is set aside once.
The collector then looks at the rest whenever that has grown by a quarter, as it does by itself (`postScriptGC` is off).
"""

from __future__ import annotations

import atexit
import gc
from functools import lru_cache


@lru_cache(maxsize=1)
def set_program_aside() -> None:
    """Keep the collector from what has been loaded by now. Called when the first screen has been drawn."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # libraries complain of what is still there when the program ends
