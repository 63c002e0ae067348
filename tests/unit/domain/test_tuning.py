from dataclasses import fields

from downlight.domain.tuning import Tuning


def test_the_dials_agree_with_one_another() -> None:
    tuning = Tuning()
    assert 0.5 < tuning.enter < 1.0
    assert 0.5 < tuning.leave < 1.0
    assert 0.0 < tuning.hiccup_least < tuning.hiccup_most
    assert 0.0 <= tuning.jitter < 0.5
    assert tuning.hold <= tuning.hold_partial <= tuning.hold_flapping <= tuning.hold_most
    assert tuning.hold <= tuning.hold_brief <= tuning.hold_flapping
    assert tuning.repair < tuning.onset


def test_looks_come_soon_at_first_and_slower_later() -> None:
    burst = Tuning().burst
    assert list(burst) == sorted(burst)
    assert 0.0 < burst[0] < 10.0
    assert burst[-1] < 60.0


def test_every_dial_is_positive() -> None:
    tuning = Tuning()
    for field in fields(tuning):
        value = getattr(tuning, field.name)
        assert min(value if isinstance(value, tuple) else (value,)) > 0
