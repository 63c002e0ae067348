"""The table of mounts tells which disk is another machine's."""

from pathlib import Path

import pytest

from downlight.store import filesystem

TABLE = r"""
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 21 0:50 / /srv rw shared:2 - nfs4 server:/srv rw,vers=4.2
41 40 0:51 / /srv/me/local rw - ext4 /dev/sdb1 rw
42 21 0:52 / /mnt/my\040share rw master:3 propagate_from:2 - cifs //box/share rw
43 21 0:53 / /media rw - nfs server:/media rw
44 21 8:3 / /media rw - ext4 /dev/sdc1 rw
45 21 0:54 / /run/user/1/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
46 21 0:55 / /crypt rw - fuse.gocryptfs /x rw
a line that is no mount
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/var/lib/history.sqlite", False),
        ("/srv/me/history.sqlite", True),
        ("/srv/me/local/history.sqlite", False),
        ("/srvwork/history.sqlite", False),
        ("/mnt/my share/history.sqlite", True),
        ("/media/history.sqlite", False),
        ("/run/user/1/gvfs/history.sqlite", True),
        ("/crypt/history.sqlite", False),
    ],
)
def test_the_deepest_and_last_mount_decides(
    path: str, remote: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(TABLE)
    monkeypatch.setattr(filesystem, "MOUNTS", mounts)
    assert filesystem.is_remote(Path(path)) is remote


def test_where_the_system_does_not_tell_the_disk_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filesystem, "MOUNTS", tmp_path / "nothing")
    assert not filesystem.is_remote(tmp_path)


def test_the_table_of_this_machine_can_be_read(tmp_path: Path) -> None:
    assert not filesystem.is_remote(tmp_path)
