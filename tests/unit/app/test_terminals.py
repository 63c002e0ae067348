from pathlib import Path

from downlight.app import terminals
from downlight.app.parts import Parts
from downlight.domain.edits import ImportIncidents
from downlight.domain.history import IncidentFilter
from downlight.store.log import Log
from downlight.system.engine_lock import EngineLock
from downlight.system.paths import Profile
from fakes.records import ended, minutes, trouble


def parts(folder: Path) -> Parts:
    profile, _told = Profile.at(folder).prepare()
    return Parts(profile)


def test_there_is_no_history_before_there_is_one(tmp_path: Path) -> None:
    made = parts(tmp_path)
    services = terminals.services(made)
    assert services.open_history() is None
    Log.open(made.profile.database, made.clock.now).close()
    source = services.open_history()
    assert source is not None
    assert source.ids(IncidentFilter()) == []
    source.close()


def test_it_knows_whether_an_app_watches_in_this_profile(tmp_path: Path) -> None:
    made = parts(tmp_path)
    services = terminals.services(made)
    assert not services.settings_changed()
    lock = EngineLock(made.profile.lock_file)
    lock.acquire()
    assert services.settings_changed()
    lock.release()
    assert not services.settings_changed()


def test_a_file_of_incidents_is_written_unless_an_app_is_running(tmp_path: Path) -> None:
    made = parts(tmp_path)
    services = terminals.services(made)
    edit = ImportIncidents("t", (ended(trouble(), minutes(9)),))
    lock = EngineLock(made.profile.lock_file)
    lock.acquire()
    assert services.edit_history([edit]).startswith("Downlight is running")
    lock.release()
    assert services.edit_history([edit]) == ""
    source = services.open_history()
    assert source is not None
    assert len(source.ids(IncidentFilter())) == 1
    source.close()
