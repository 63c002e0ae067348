"""The engine: joins scheduler, judge, pipeline and outbox, and carries out what the user wants."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from downlight.domain import clicking, commands
from downlight.domain.detector import Detector
from downlight.domain.events import HistoryEdited, IncidentAsked, PageAsked, SettingsTaken
from downlight.domain.faults import SettingsRefused
from downlight.domain.notify import UNTIL_BACK, Click, Notification
from downlight.domain.saying import told_by
from downlight.domain.settings import Problem, Settings
from downlight.domain.tuning import Tuning
from downlight.engine import watchlist as watchlists
from downlight.engine.announcer import Announcer
from downlight.engine.board import Board
from downlight.engine.measuring import Measuring
from downlight.engine.observe import Observer
from downlight.engine.outbox import Outbox
from downlight.engine.pipeline import Pipeline
from downlight.engine.ports import Ports
from downlight.engine.scheduler import Scheduler
from downlight.engine.speaker import Speaker
from downlight.engine.thrift import Thrift
from downlight.engine.watchlist import Watchlist
from downlight.engine.worker import guarded
from downlight.probes.locality import is_local

if TYPE_CHECKING:
    from downlight.engine.exploring import Explorer

log = logging.getLogger(__name__)

LAST_WORDS = 1.0
"""Seconds that the end waits for what is still to be told."""
_USUAL = Tuning()


class _Quitting(Exception):  # noqa: N818 - a signal within the task group, not an error
    """Ends the task group in good order."""


class Engine:
    """Watches the favourites until told to quit."""

    def __init__(self, ports: Ports, chance: Random, tuning: Tuning = _USUAL) -> None:
        self._ports = ports
        self.again = False
        """Whether it ended to be made anew, with other settings of the network."""
        self._settings, self._problems = ports.settings.load()
        self._unsaved: tuple[Problem, ...] = ()
        """Why the last change of the settings is not in their file."""
        self._canaries = {f"canary/{i}": c for i, c in enumerate(self._settings.network.canaries)}
        self._judge = Detector(chance, tuple(self._canaries), tuning)
        self._board = Board(ports.clock, ports.log, ports.publish)
        self._outbox = Outbox(
            ports.notifier, ports.log, self._board, ports.clock, ports.publish,
            self._alarm, ports.zone,
        )  # fmt: skip
        self._speaker = Speaker(ports.log, self._outbox, ports.clock, self._alarm, ports.zone)
        self._measuring = Measuring(ports.log, ports.clock)
        self._pipeline = Pipeline(
            judge=self._judge,
            log=ports.log,
            board=self._board,
            speaker=self._speaker,
            announcer=Announcer(self._speaker, ports.clock, self._alarm),
            measuring=self._measuring,
            clock=ports.clock,
            publish=ports.publish,
        )
        self._scheduler = Scheduler(
            clock=ports.clock,
            judge=self._judge,
            observer=Observer(ports.fetcher, ports.secrets, ports.clock),
            pipeline=self._pipeline,
            chance=chance,
        )
        self._watchlist = Watchlist()
        self._thrift = Thrift()
        self._quit = asyncio.Event()
        self._slept_at: datetime | None = None
        self._group: asyncio.TaskGroup | None = None
        self._explorer: Explorer | None = None
        self._acts = self._every_act()

    def _every_act(self) -> Mapping[type, Callable[[Any], None]]:
        return {
            commands.CheckNow: self._check_now,
            commands.Pause: self._pause,
            commands.Resume: self._resume,
            commands.Mute: self._mute,
            commands.Unmute: self._unmute,
            commands.AddFavourite: self._add,
            commands.RemoveFavourite: self._remove,
            commands.ChangeSettings: self._change_settings,
            commands.ReloadSettings: self._reload,
            commands.WriteNote: self._write_note,
            commands.EditHistory: self._edit_history,
            commands.EmptyInbox: self._empty_inbox,
            commands.LookInto: self._look_into,
            commands.StopLooking: self._look_no_longer,
            commands.Quit: self._stop,
        }

    def take(self, command: commands.Command) -> None:
        """Carry out a command; call it in the loop that `run` runs in."""
        self._acts[type(command)](command)

    async def run(self) -> None:
        """Watch until a Quit command; leave the log in good order however it ends."""
        try:
            self._begin()
            async with asyncio.TaskGroup() as group:
                self._group = group
                group.create_task(self._outbox.run(), name="outbox")
                group.create_task(self._hear_clicks(), name="clicks")
                group.create_task(self._hear_system(), name="system")
                group.create_task(self._look(group), name="scheduler")
                await self._until_quit()
        except* _Quitting:
            pass
        finally:
            await self._end()

    def _alarm(self, name: str, at: datetime, action: Callable[[], None]) -> None:
        self._scheduler.call_at(name, at, action)

    async def _until_quit(self) -> None:
        await self._quit.wait()
        raise _Quitting

    def _begin(self) -> None:
        self._measuring.begin()
        self._pipeline.restore()
        self._apply(self._settings)
        self._pipeline.forget_others()
        self._outbox.muted = self._pipeline.hushed
        self._outbox.wake()
        until = self._pipeline.paused_until
        if until is not None and until > self._ports.clock.now():
            self._pause(commands.Pause(until))
        for platform_id, ends in self._pipeline.mutes.copy().items():
            self._set_mute(platform_id, ends)
        self._scheduler.call_daily("retention", self._forget_old)

    async def _end(self) -> None:
        try:
            async with asyncio.timeout(LAST_WORDS):
                await self._outbox.finish()
        except TimeoutError:
            log.warning("the notification service did not take the last words in time")
        await self._ports.notifier.close()
        await self._ports.fetcher.close()
        self._board.flush()
        self._measuring.end()
        self._ports.log.close()

    async def _look(self, group: asyncio.TaskGroup) -> None:
        while True:
            slept = await self._scheduler.run(group)
            self._woke(self._ports.clock.now() - timedelta(seconds=slept))

    async def _hear_clicks(self) -> None:
        with guarded():
            async for click in self._ports.notifier.clicks():
                with guarded():
                    self._clicked(click)

    async def _hear_system(self) -> None:
        with guarded():
            async for change in self._ports.network.changes():
                with guarded():
                    self._changed(change)

    def _changed(self, change: str) -> None:
        if change == "sleep":
            self._slept_at = self._ports.clock.now()
        elif self._thrift.hear(change):
            self._save_or_not()
        elif change == "resume" and self._slept_at is not None:
            self._woke(self._slept_at)
            self._slept_at = None
        else:
            self._sense(change)

    def _save_or_not(self) -> None:
        """The computer went on battery, or on a connection that is paid for, or left it."""
        if self._thrift.turned(self._settings.saving):
            self._apply(self._settings)

    def _woke(self, since: datetime) -> None:
        self._measuring.slept(since)
        self._sense("resume")

    def _sense(self, change: str) -> None:
        touched = self._judge.sense(change, self._ports.clock.now())
        self._pipeline.review(touched)
        self._scheduler.rearrange({*touched, *self._canaries})

    def _apply(self, settings: Settings) -> None:
        """Watch what `settings` say; other settings of the network need an engine made anew."""
        if settings.network != self._settings.network:
            self.again = True
            self._quit.set()
        self._settings = settings
        now = self._ports.clock.now()
        old = self._watchlist
        whole, unknown = watchlists.build(settings, self._ports.catalogue)
        self._watchlist = self._thrift.sparing(whole, settings.saving)
        self._show_troubles(unknown)
        for platform in old.platforms:
            if self._watchlist.platform(platform.id) is None:
                self._judge.forget(platform.id)
                self._pipeline.forget(platform.id)
        for subject in watchlists.subjects(self._watchlist):
            self._judge.watch(subject, now)
        for platform in self._watchlist.platforms:
            self._pipeline.watch(platform, now)
        self._ports.log.watching(self._watchlist.platforms, now)
        self._sort_by_way()
        self._pipeline.silenced = frozenset(f.id for f in settings.favourites if f.muted)
        self._speaker.apply(settings.notifications, {f.id: f.notify for f in settings.favourites})
        self._scheduler.arrange(self._watchlist, self._canaries)
        verdicts = {p.id: self._judge.verdict(p.id, now) for p in self._watchlist.platforms}
        self._board.arrange(self._watchlist.platforms, verdicts)
        self._board.muted(self._pipeline.hushed())
        self._ports.publish(SettingsTaken(settings, (*self._problems, *self._unsaved, *unknown)))

    def _sort_by_way(self) -> None:
        probes = self._watchlist.probes
        local = {name for name, check in probes.items() if is_local(check.target)}
        self._measuring.local = local
        self._measuring.public = {p.id for p in self._watchlist.platforms} - local

    def _show_troubles(self, unknown: Sequence[Problem]) -> None:
        problems = (*self._problems, *self._unsaved, *unknown)
        self._board.troubles = tuple(problem.told for problem in problems)

    def _keep(self, settings: Settings) -> None:
        self._unsaved = ()
        try:
            self._ports.settings.save(settings)
        except SettingsRefused as refused:
            self._unsaved = (Problem("settings", told_by(refused)),)
        self._apply(settings)

    def _check_now(self, command: commands.CheckNow) -> None:
        everybody = [p.id for p in self._watchlist.platforms]
        self._scheduler.ask([command.platform_id] if command.platform_id else everybody)

    def _pause(self, command: commands.Pause) -> None:
        self._set_pause(command.until or UNTIL_BACK)
        self._scheduler.halt()
        self._measuring.pause(paused=True)

    def _resume(self, _command: commands.Resume) -> None:
        self._set_pause(None)
        self._measuring.pause(paused=False)
        self._scheduler.go_on()

    def _set_pause(self, until: datetime | None) -> None:
        self._ports.log.pause(until)
        self._pipeline.paused_until = until
        self._board.paused_until = until
        self._board.changed()
        self._end_at("resume", until, lambda: self._resume(commands.Resume()))

    def _mute(self, command: commands.Mute) -> None:
        self._set_mute(command.platform_id, command.until or UNTIL_BACK)

    def _unmute(self, command: commands.Unmute) -> None:
        self._set_mute(command.platform_id, None)

    def _set_mute(self, platform_id: str, until: datetime | None) -> None:
        self._pipeline.mute(platform_id, until)
        self._end_at(f"unmute {platform_id}", until, lambda: self._set_mute(platform_id, None))

    def _end_at(self, name: str, until: datetime | None, end: Callable[[], None]) -> None:
        """Call `end` at `until`, if that is a time, and no longer at an earlier one."""
        self._scheduler.call_off(name)
        if until is not None and until != UNTIL_BACK:
            self._scheduler.call_at(name, until, end)

    def _add(self, command: commands.AddFavourite) -> None:
        self._keep(self._settings.with_favourite(command.favourite))

    def _remove(self, command: commands.RemoveFavourite) -> None:
        self._keep(self._settings.without_favourite(command.platform_id))

    def _change_settings(self, command: commands.ChangeSettings) -> None:
        self._keep(command.settings)

    def _reload(self, _command: commands.ReloadSettings) -> None:
        settings, self._problems = self._ports.settings.load()
        self._unsaved = ()
        if settings != self._settings or self._is_known_otherwise():
            self._apply(settings)
        else:
            self._show_troubles(())
            self._board.changed()

    def _is_known_otherwise(self) -> bool:
        """Whether the catalogue tells something else of what is watched: the user edited it."""
        whole, _ = watchlists.build(self._settings, self._ports.catalogue)
        return self._thrift.sparing(whole, self._settings.saving) != self._watchlist

    def _write_note(self, command: commands.WriteNote) -> None:
        self._ports.log.write_note(command.incident_id, command.text)

    def _edit_history(self, command: commands.EditHistory) -> None:
        self._ports.log.edit(command.edit, self._ports.clock.now())
        self._ports.publish(HistoryEdited(command.edit.token))

    def _empty_inbox(self, _command: commands.EmptyInbox) -> None:
        self._board.inbox = ()
        self._board.changed()

    def _look_into(self, command: commands.LookInto) -> None:
        from downlight.engine.exploring import Explorer  # all formats: nothing for the start

        if self._group is None:
            return
        if self._explorer is None:
            ports = self._ports
            self._explorer = Explorer(ports.fetcher, ports.clock.now, ports.publish)
        self._explorer.begin(command.url, self._group)

    def _look_no_longer(self, _command: commands.StopLooking) -> None:
        if self._explorer is not None:
            self._explorer.stop()

    def _stop(self, _command: commands.Quit) -> None:
        self._quit.set()

    def _forget_old(self) -> None:
        days = self._settings.general.retention_days
        self._ports.log.forget_before(self._ports.clock.now() - timedelta(days=days))

    def _clicked(self, click: Click) -> None:
        said = click.notification
        incident_id = clicking.incident_of(said)
        if click.action == "details" and incident_id is not None:
            self._ports.publish(IncidentAsked(incident_id, click.token))
        elif click.action in ("details", "page"):
            self._open_page(said)
        for mute in clicking.mutes_of(click, self._ports.clock.now()):
            self._mute(mute)

    def _open_page(self, said: Notification) -> None:
        platform = next(map(self._watchlist.platform, clicking.platforms_of(said)), None)
        url = said.notice.url if said.notice else None
        if url is None and platform is not None:
            url = platform.status_page or platform.homepage
        if url is not None:
            self._ports.publish(PageAsked(url))
