"""Carries out a command of the terminal and returns its exit code."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from downlight.domain.saying import told_by
from downlight.terminal import catalogue_options, history_options, options
from downlight.terminal.catalogue import count, validate
from downlight.terminal.catalogue_check import check_catalogue
from downlight.terminal.catalogue_sharing import import_platforms, share
from downlight.terminal.check import check
from downlight.terminal.choosing import Declined
from downlight.terminal.doctor import doctor
from downlight.terminal.favourites import add, remove
from downlight.terminal.history import history
from downlight.terminal.history_files import export_history, import_history
from downlight.terminal.inspection import inspect
from downlight.terminal.listing import list_favourites, search
from downlight.terminal.output import Output
from downlight.terminal.services import TerminalServices
from downlight.terminal.watch import watch

INTERRUPTED = 130
PIPE_CLOSED = 141
"""What a shell sees of a program that SIGINT or SIGPIPE ended."""

COMMANDS: Mapping[type, Callable[[Any, TerminalServices], int]] = {
    options.Check: check,
    options.Watch: watch,
    options.List: list_favourites,
    options.Search: search,
    options.Add: add,
    options.Remove: remove,
    history_options.History: history,
    history_options.HistoryExport: export_history,
    history_options.HistoryImport: import_history,
    options.Inspect: inspect,
    options.Doctor: doctor,
    catalogue_options.CatalogueCount: count,
    catalogue_options.CatalogueValidate: validate,
    catalogue_options.CatalogueCheck: check_catalogue,
    catalogue_options.CatalogueShare: share,
    catalogue_options.CatalogueImport: import_platforms,
}
"""All but the two that need a world of their own: Start and Demo."""


def run(order: options.Order, services: TerminalServices) -> int:
    """Carry out `order`; return 0 all well, 1 something not up, 2 not understood, 3 can't tell."""
    try:
        return COMMANDS[type(order)](order, services)
    except Declined as declined:
        services.errors.line(f"downlight: {services.words.said(told_by(declined))}")
        return declined.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _write_no_more(services.output)
        return PIPE_CLOSED


def _write_no_more(output: Output) -> None:
    """Let what is still in the buffer go nowhere: Python would complain when it exits."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, output.stream.fileno())
