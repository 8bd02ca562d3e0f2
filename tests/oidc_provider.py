"""A provider of identities for the tests: a process of its own that speaks OpenID Connect over HTTP on this machine.

`python -m tests.oidc_provider PORT`. Whoever asks is signed in by name; what their token says stands below.
"""

from __future__ import annotations

import sys
import time

CLIENT = "xushi-board"
OTHER = "another-board"


def users(now: int) -> dict[str, dict[str, object]]:
    """Return the claims of each user's token, besides those that every token has."""
    return {
        "chief": {"email": "chief@example.org", "name": "陈", "groups": ["board-admins"]},
        "checker": {"email": "checker@example.org", "name": "何", "groups": ["board-reviewers"]},
        "looker": {"email": "looker@example.org", "name": "<b>林</b> :material/star:", "groups": ["board-viewers"]},
        "town": {"email": "town@example.org", "name": "马"},
        "stranger": {"email": "stranger@example.org", "name": "路", "groups": ["canteen"]},
        "nameless": {"name": "无", "groups": ["canteen"]},
        "expired": {"email": "chief@example.org", "groups": ["board-admins"], "exp": now - 7200},
        "fleeting": {"email": "chief@example.org"},  # the test says how long
        "elsewhere": {"email": "chief@example.org", "groups": ["board-admins"], "aud": OTHER},
        # Issued to another application, with us named only as the party that asked: Authlib lets it pass.
        "azp": {"email": "chief@example.org", "groups": ["board-admins"], "aud": [OTHER], "azp": CLIENT},
    }


def main() -> None:
    """Serve until killed."""
    from oidc_provider_mock import User, app
    from werkzeug.serving import make_server

    port = int(sys.argv[1])
    served = app(user_claims=[User(sub=name, claims=claims) for name, claims in users(int(time.time())).items()])
    make_server("localhost", port, served, threaded=True).serve_forever()


if __name__ == "__main__":
    main()
