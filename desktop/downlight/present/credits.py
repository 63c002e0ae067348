"""What Downlight is made with, and under which licences (SPDX identifiers)."""

MADE_WITH = (
    ("Python", "PSF-2.0"),
    ("Qt, PySide6", "LGPL-3.0-only"),
    ("httpx", "BSD-3-Clause"),
    ("httpcore", "BSD-3-Clause"),
    ("h11", "MIT"),
    ("anyio", "MIT"),
    ("idna", "BSD-3-Clause"),
    ("certifi", "MPL-2.0"),
    ("truststore", "MIT"),
    ("dnspython", "ISC"),
    ("keyring", "MIT"),
    ("jeepney", "MIT"),
    ("desktop-notifier", "MIT"),
    ("platformdirs", "MIT"),
    ("filelock", "MIT"),
    ("tomlkit", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("Babel", "BSD-3-Clause"),
    ("Rich", "MIT"),
    ("SQLite", "blessing"),
)
"""Names as their makers write them. Qt and PySide6 are used as libraries of their own."""
