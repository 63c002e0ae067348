import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from downlight.domain.settings import Favourite
from downlight.present.picker import POPULAR, Shelf
from downlight.qt.picker_model import DETAIL, ChoiceDelegate, PickerModel
from fakes.shelf import SmallCatalogue
from fakes.states import english

Role = Qt.ItemDataRole


@pytest.fixture
def model(qtbot: QtBot) -> PickerModel:
    model = PickerModel(english())
    shelf = Shelf(SmallCatalogue(), [Favourite("github")], english())
    model.show(shelf.browse(POPULAR).choices)
    return model


def checked(model: PickerModel, row: int) -> bool:
    return bool(model.index(row).data(Role.CheckStateRole) == Qt.CheckState.Checked)


def test_a_tick_is_kept_when_something_else_is_listed(qtbot: QtBot, model: PickerModel) -> None:
    with qtbot.waitSignal(model.picks_changed):
        model.toggle(0)
    shelf = Shelf(SmallCatalogue(), [], english())
    model.show(shelf.browse("developer").choices)
    assert model.favourites == [Favourite("x")]
    model.show(shelf.browse(POPULAR).choices)
    assert checked(model, 0)


def test_a_second_click_takes_the_tick_away(model: PickerModel) -> None:
    model.toggle(0)
    model.toggle(0)
    assert model.favourites == []
    assert not checked(model, 0)


def test_what_is_watched_already_is_ticked_and_stays_so(model: PickerModel) -> None:
    assert checked(model, 1)
    assert not model.flags(model.index(1)) & Qt.ItemFlag.ItemIsEnabled
    model.toggle(1)
    assert model.favourites == []
    assert model.index(1).data(DETAIL) == "watched already"


def test_a_row_has_name_host_tile_and_sentence(model: PickerModel) -> None:
    index = model.index(0)
    assert index.data() == "X"
    assert index.data(DETAIL) == "x.com"
    assert isinstance(index.data(Role.DecorationRole), QIcon)
    assert index.data(Role.AccessibleTextRole) == "X, x.com, Social networks"
    model.toggle(0)
    assert index.data(Role.AccessibleTextRole).endswith("picked")


def test_rows_that_are_not_there_cannot_be_ticked(model: PickerModel) -> None:
    model.toggle(99)
    assert model.favourites == []
    assert not model.setData(model.index(0), "X", Role.EditRole)


def test_forgotten_picks_are_ticked_no_more(qtbot: QtBot, model: PickerModel) -> None:
    model.toggle(0)
    model.toggle(2)
    with qtbot.waitSignal(model.picks_changed):
        model.forget({"x"})
    assert [favourite.id for favourite in model.favourites] == ["odd"]


def click(button: Qt.MouseButton) -> QMouseEvent:
    return QMouseEvent(
        QEvent.Type.MouseButtonRelease,
        QPointF(200, 10),
        QPointF(200, 10),
        button,
        button,
        Qt.KeyboardModifier.NoModifier,
    )


def press(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize(
    ("event", "ticks"),
    [
        (click(Qt.MouseButton.LeftButton), True),
        (click(Qt.MouseButton.RightButton), False),
        (press(Qt.Key.Key_Space), True),
        (press(Qt.Key.Key_A), False),
    ],
)
def test_a_click_anywhere_in_a_row_ticks_it(model: PickerModel, event: QEvent, ticks: bool) -> None:
    ChoiceDelegate().editorEvent(event, model, QStyleOptionViewItem(), model.index(0))
    assert checked(model, 0) is ticks


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_the_host_never_runs_over_the_name(
    qtbot: QtBot, model: PickerModel, direction: Qt.LayoutDirection
) -> None:
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    delegate = ChoiceDelegate(view)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.widget = view
    option.direction = direction
    for width in (60, 200, 500):
        option.rect = QRect(0, 0, width, 24)
        free = delegate._free(option, model.index(0))
        name = option.fontMetrics.horizontalAdvance("X")
        assert free.width() <= width - name
        image = QImage(width, 24, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        delegate.paint(painter, option, model.index(0))
        painter.end()
