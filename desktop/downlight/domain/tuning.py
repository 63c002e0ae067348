"""The dials of the detector, each with its unit and its reason."""

from dataclasses import dataclass

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Tuning:
    """Defaults fit a base interval of 60 s. Times are seconds unless said otherwise."""

    # The belief
    onset: float = 20 * DAY
    """Mean time until an outage of one condition begins on a healthy platform."""
    repair: float = 900.0
    """Mean length of an outage (median of public histories: 12 min, mean 23 min)."""
    enter: float = 0.98
    """Belief in trouble from which on an alarm is possible."""
    leave: float = 0.95
    """Belief in health from which on an alarm may be cleared."""

    # Hiccups: short failures that nobody wants to hear of
    hiccup_least: float = 4.0
    hiccup_most: float = 45.0
    """A hiccup's length is taken as uniform between these two."""
    hiccup_nats: float = 2.9
    """Natural log of the odds against a hiccup that it takes to speak."""

    # Looking again
    burst: tuple[float, ...] = (2.0, 4.0, 5.0, 6.0, 8.0, 8.0, 10.0, 10.0, 12.0, 15.0, 20.0)
    """Gaps between looks while something is suspected."""
    jitter: float = 0.15
    """Each gap is stretched or shrunk by up to this share."""

    # Recovery
    hold: float = 9.0
    """Least time between the first good answer and the word that it is back."""
    hold_partial: float = 18.0
    """The same where good answers came in between: those that fail or not stay so for a while."""
    brief: float = 240.0
    hold_brief: float = 150.0
    """The same after trouble shorter than `brief`: that is how flapping begins."""
    hold_flapping: float = 420.0
    """The same on a platform that came back and went again within half an hour."""
    hold_most: float = 900.0
    """The same on a platform that keeps doing so."""
    flap_half_life: float = 1800.0
    """After this long an alarm counts half towards flapping."""

    # Witnesses
    votes_fresh: float = 400.0
    """How long a colleague's word counts."""
    crowd_fresh: float = 400.0
    """How long a count of complaints counts."""
    ask_gap: float = 20.0
    """Least time between two questions to colleagues while something is suspected."""
