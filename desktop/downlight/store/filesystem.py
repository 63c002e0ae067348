"""Whether a file lives on another machine's disk, where SQLite's WAL mode is not safe."""

import contextlib
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""Linux's own table of mounts (man 5 proc_pid_mountinfo); other systems have none."""

_REMOTE = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|glusterfs|lustre|davfs|vboxsf|prl_fs"
    r"|fuse\.(sshfs|rclone|davfs2|s3fs|glusterfs|gvfsd-fuse|vmhgfs-fuse))"
)
"""Filesystem types without shared memory between machines (sqlite.org/wal.html)."""


def is_remote(path: Path) -> bool:
    """Whether `path` is on a network filesystem; False where the system does not tell."""
    table = ""
    with contextlib.suppress(OSError):
        table = MOUNTS.read_text(encoding="utf-8", errors="replace")
    real = path.resolve()
    found = [mount for line in table.splitlines() if (mount := _mount(line))]
    inside = [(point, kind) for point, kind in found if real.is_relative_to(point)]
    # The deepest mount counts; of two on the same point, the later one hides the earlier.
    deepest = max(inside, key=lambda it: len(it[0].parts), default=None)
    if deepest is None:
        return False
    kinds = [kind for point, kind in inside if point == deepest[0]]
    return _REMOTE.fullmatch(kinds[-1]) is not None


def _mount(line: str) -> tuple[Path, str] | None:
    """Return mount point and type of one line: "36 35 98:0 /root /point opts - type source"."""
    before, _, after = line.partition(" - ")
    fields, kind = before.split(" "), after.split(" ")[0]
    if len(fields) < 5 or not kind:
        return None
    return Path(_unescaped(fields[4])), kind


def _unescaped(text: str) -> str:
    """Spaces, tabs, newlines and backslashes are written as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
