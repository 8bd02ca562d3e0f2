"""Where the board can be reached from: the address it serves, the sockets it listens on, the request at hand.

Without a login the board is for one machine. A request from elsewhere is recognised by the address, and behind a proxy,
where the address is this machine's, by what a proxy adds to a request.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit import runtime

FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
LISTENING = "0A"


def reached_from_elsewhere() -> str:
    """Return the address or header by which others can reach, or have reached, this board; '' where none can."""
    told = str(st.get_option("server.address") or "0.0.0.0")
    if not is_local(told):
        return told
    bound = next((address for address in _bound() if not is_local(address)), "") if runtime.exists() else ""
    return bound or _asked_from()


def is_local(address: str) -> bool:
    """Tell whether an address is this machine's own and no other's: localhost, 127.0.0.1, ::1."""
    name = address.strip().strip("[]").lower()
    if name == "localhost":
        return True
    with suppress(ValueError):
        place = ipaddress.ip_address(name)
        mapped = getattr(place, "ipv4_mapped", None)
        return (mapped or place).is_loopback
    return False


def _asked_from() -> str:
    """Return what shows that this request came through a proxy or under another name; '' where nothing does."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    forwarded = next((name for name in FORWARDED if name in headers), "")
    if forwarded:
        return forwarded
    asked = (headers.get("host", "localhost"), urlsplit(headers.get("origin", "")).netloc or "localhost")
    return next((host for host in asked if not is_local(_without_port(host))), "")


def _without_port(host: str) -> str:
    return host if host.endswith("]") or ":" not in host else host.rpartition(":")[0]


@lru_cache(maxsize=1)
def _bound() -> tuple[str, ...]:
    """Return the addresses that this process listens on, where the system tells (Linux); they do not change later."""
    return tuple(sorted(set(_listening())))


def _listening() -> Iterator[str]:
    own = _own_sockets()
    for table in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in Path(f"/proc/self/net/{table}").read_text("ascii").splitlines()[1:]:
                fields = line.split()
                if fields[3] == LISTENING and fields[9] in own:
                    yield _address(fields[1].partition(":")[0])


def _own_sockets() -> set[str]:
    found = set()
    with suppress(OSError):
        for handle in Path("/proc/self/fd").iterdir():
            with suppress(OSError):
                name = str(handle.readlink())
                if name.startswith("socket:["):
                    found.add(name[len("socket:[") : -1])
    return found


def _address(printed: str) -> str:
    """Read an address as the kernel prints it: words of four bytes, each with its last byte first."""
    raw = bytes.fromhex(printed)
    return str(ipaddress.ip_address(b"".join(raw[start : start + 4][::-1] for start in range(0, len(raw), 4))))
