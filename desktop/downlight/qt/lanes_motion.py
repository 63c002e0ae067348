"""Turns wheel, keys, drags and pinches over the lanes into another stretch of time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QTableView

from downlight.present.time_window import TimeWindow

_NOTCH = 120
"""A step of a wheel, in eighths of a degree (doc.qt.io, QWheelEvent::angleDelta)."""
_PER_NOTCH = 0.8
"""How much shorter the time becomes with a step."""
_PER_KEY = 0.1
"""Share of the time that an arrow key moves."""
_CLOSER = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_ZoomIn})
_FARTHER = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Underscore, Qt.Key.Key_ZoomOut})
_MOVES = {
    Qt.Key.Key_Left: -_PER_KEY,
    Qt.Key.Key_Right: _PER_KEY,
}


class LanesMotion(QObject):
    """Watches a view and its viewport; what is not a movement in time goes on to them."""

    wanted = Signal(object)
    """A TimeWindow."""

    def __init__(
        self,
        view: QTableView,
        window: Callable[[], TimeWindow | None],
        strip: Callable[[], QRect],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._window = window
        self._strip = strip
        self._pressed: QPoint | None = None
        self._from: TimeWindow | None = None
        """Where a drag that is under way began."""
        view.viewport().grabGesture(Qt.GestureType.PinchGesture)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        self._acts: dict[QEvent.Type, Callable[[QEvent], bool]] = {
            QEvent.Type.Wheel: self._on_wheel,
            QEvent.Type.KeyPress: self._on_key,
            QEvent.Type.NativeGesture: self._on_native_gesture,
            QEvent.Type.Gesture: self._on_gesture,
            QEvent.Type.MouseButtonPress: self._on_press,
            QEvent.Type.MouseMove: self._on_move,
            QEvent.Type.MouseButtonRelease: self._on_release,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an event that is a movement in time."""
        act = self._acts.get(event.type())
        if act is None or self._window() is None or not act(event):
            return False
        event.accept()  # or it would go on to the parent, and move the time once more
        return True

    def _on_wheel(self, event: QEvent) -> bool:
        if not isinstance(event, QWheelEvent):
            return False
        turn = event.angleDelta()
        steps = turn.y() / _NOTCH
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_PER_NOTCH**steps, self._share(event.position().toPoint()))
        elif held & Qt.KeyboardModifier.ShiftModifier or abs(turn.x()) > abs(turn.y()):
            self._move(-(turn.x() / _NOTCH if turn.x() else steps) * _PER_KEY)
        else:
            return False
        return True

    def _on_key(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        window = self._window()
        if key in _CLOSER:
            self._zoom(_PER_NOTCH, 0.5)
        elif key in _FARTHER:
            self._zoom(1 / _PER_NOTCH, 0.5)
        elif key in _MOVES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move(_MOVES[key])
        elif key == Qt.Key.Key_End and window is not None:
            self.wanted.emit(window.latest())
        else:
            return False
        return True

    def _on_native_gesture(self, event: QEvent) -> bool:
        if not isinstance(event, QNativeGestureEvent):
            return False
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom(1 / max(0.2, 1 + event.value()), self._share(event.position().toPoint()))
        return True

    def _on_gesture(self, event: QEvent) -> bool:
        if not isinstance(event, QGestureEvent):
            return False
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        place = self._view.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        self._zoom(1 / max(0.2, pinch.scaleFactor()), self._share(place))
        return True

    def _on_press(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            strip = self._strip()
            self._pressed = place if strip.left() <= place.x() <= strip.right() else None
        return False

    def _on_move(self, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or self._pressed is None:
            return False
        far = event.position().toPoint().x() - self._pressed.x()
        if self._from is None and abs(far) >= QApplication.startDragDistance():
            self._from = self._window()
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._from is not None:
            self.wanted.emit(self._from.moved(-far / max(1, self._strip().width())))
        return True

    def _on_release(self, event: QEvent) -> bool:
        dragged = self._from is not None
        self._pressed = self._from = None
        if dragged:
            self._view.viewport().unsetCursor()
        return dragged

    def _zoom(self, factor: float, share: float) -> None:
        window = self._window()
        if window is not None:
            self.wanted.emit(window.zoomed(factor, share))

    def _move(self, share: float) -> None:
        window = self._window()
        if window is not None:
            self.wanted.emit(window.moved(share))

    def _share(self, place: QPoint) -> float:
        strip = self._strip()
        return (place.x() - strip.left()) / max(1, strip.width())
