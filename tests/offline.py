"""Everything the project does, in a network of its own in which every packet that would leave the machine is caught.

`unshare --net --mount python -m tests.offline FOLDER` builds, exports, serves and looks, and prints what was caught as
JSON. The network has a loopback and one way out, which ends here; names are asked of a server that is out there.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from tools import browser as machine

WAY_OUT, LOOPBACK = b"way-out", b"lo"
TUNSETIFF, IFF_TUN, IFF_NO_PI, IFF_UP = 0x400454CA, 0x0001, 0x1000, 0x0001
SIOCGIFFLAGS, SIOCSIFFLAGS, SIOCSIFADDR, SIOCADDRT, RTF_UP = 0x8913, 0x8914, 0x8916, 0x890B, 0x0001
NAMESERVER = "203.0.113.53"
OUT_THERE = ("198.51.100.7", 443)
ICMP6 = 58
# A browser asks for names on its own account; ours does not, and says itself what a page asks for.
QUIET = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"


class Catcher(threading.Thread):
    """Reads what goes out and notes protocol and destination of each packet."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.caught: list[str] = []
        self._out = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(self._out, TUNSETIFF, struct.pack("16sH", WAY_OUT, IFF_TUN | IFF_NO_PI))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            fcntl.ioctl(asking, SIOCSIFADDR, struct.pack("16s16s", WAY_OUT, _address("10.99.0.1")))
            for name in (LOOPBACK, WAY_OUT):
                flags = struct.unpack("16sH", fcntl.ioctl(asking, SIOCGIFFLAGS, struct.pack("16sH", name, 0)))[1]
                fcntl.ioctl(asking, SIOCSIFFLAGS, struct.pack("16sH", name, flags | IFF_UP))
            device, all_ = ctypes.create_string_buffer(WAY_OUT), _address("0.0.0.0")
            route = (0, all_, all_, all_, RTF_UP, 0, 0, 0, 0, ctypes.addressof(device), 0, 0, 0)
            fcntl.ioctl(asking, SIOCADDRT, struct.pack("@L16s16s16sHhLPhPLLH", *route))

    def run(self) -> None:
        while True:
            packet = os.read(self._out, 65_536)
            if packet[0] >> 4 == 4:
                self.caught.append(f"{packet[9]} to {socket.inet_ntoa(packet[16:20])}{_asked(packet)}")
            elif packet[6] != ICMP6:  # which the system itself sends when a way out appears
                self.caught.append(f"{packet[6]} to {socket.inet_ntop(socket.AF_INET6, packet[24:40])}")


def _asked(packet: bytes) -> str:
    """Return the name that a look-up asks for, with a blank before it."""
    start = (packet[0] & 15) * 4
    if packet[9] != socket.IPPROTO_UDP or packet[start + 2 : start + 4] != b"\x00\x35":
        return ""
    return " " + "".join(chr(byte) if 32 < byte < 127 else "." for byte in packet[start + 20 :]).strip(".")


def _address(text: str) -> bytes:
    return struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(text))


def ask_names_out_there(folder: Path) -> None:
    """Have names looked up at an address out there, so that a look-up is caught too."""
    file = folder / "resolv.conf"
    file.write_text(f"nameserver {NAMESERVER}\noptions timeout:1 attempts:1\n", "utf-8")
    subprocess.run(["mount", "--bind", str(file), "/etc/resolv.conf"], check=True)


def run(*command: str) -> None:
    """Run a command of the project; what it says on failure is said here."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=machine.ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-2000:]}")


def look(data: Path) -> tuple[int, list[str]]:
    """Open every screen in a browser, and have a picture made; return how many were seen, and what a page asked for."""
    from board.screens import SCREENS

    seen, abroad = 0, []
    with machine.board(data) as board, machine.browser(QUIET) as running:
        page = running.new_page(viewport={"width": 1440, "height": 900})
        for event in ("request", "websocket"):
            page.on(event, lambda call: None if _is_home(call.url) else abroad.append(call.url))
        for screen in SCREENS:
            page.goto(f"{board}/{'' if screen == SCREENS[0] else screen}")
            machine.settle(page, '[data-testid="stMain"] .stHtml')
            seen += 1
        page.goto(board)
        machine.settle(page, ".marks")
        page.locator('[class*="st-key-download-"] button').first.click()
        page.wait_for_selector('[data-testid="stDownloadButton"]', timeout=machine.PATIENCE)
    return seen, abroad


def _is_home(url: str) -> bool:
    return url.startswith(("data:", "blob:", "about:")) or urlsplit(url).hostname == "localhost"


def main() -> None:
    """Do it all and print what was caught."""
    folder = Path(sys.argv[1])
    catcher = Catcher()
    catcher.start()
    ask_names_out_there(folder)
    data = folder / "data"
    shutil.copytree(machine.ROOT / "data" / "documents", data / "documents")
    run("etl", "build", "--data", str(data))
    run("etl", "check", "--data", str(data))
    run("board", "export", "--data", str(data), "--out", str(folder / "out"), "--goals", "1")
    seen, abroad = look(data)
    caught = [*catcher.caught, *abroad]
    files = len(list((folder / "out").rglob("*.*")))
    with contextlib.suppress(OSError), socket.socket() as abroad:
        abroad.settimeout(0.3)
        abroad.connect(OUT_THERE)
    with contextlib.suppress(OSError):
        socket.getaddrinfo("example.org", 80)
    time.sleep(0.2)
    print(json.dumps({"caught": caught, "on_purpose": catcher.caught[len(caught) :], "screens": seen, "files": files}))


if __name__ == "__main__":
    main()
