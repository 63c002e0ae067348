"""What the world is like: how often what happens. Rates are per 30 days, lengths in seconds."""

from dataclasses import dataclass, replace

OUTAGE_LENGTHS = (
    (0.0, 180.0), (0.1, 360.0), (0.25, 480.0), (0.5, 720.0), (0.75, 1260.0), (0.9, 2220.0),
    (1.0, 28_800.0),
)  # fmt: skip
"""Shares of outages that are shorter: 91 spells of 41 monitors of large sites in nine public
Upptime histories, 2021-2026. The ends are assumed."""
FEED_LAG_MEDIAN, FEED_LAG_SPREAD = 960.0, 1.09
"""Log-normal with median 16 and mean 29 minutes: 25 outages of 14 vendors (Metrist, 2023)."""


@dataclass(frozen=True, slots=True)
class Climate:
    """The rates of everyday life, per platform unless said otherwise; what has no source named is
    assumed."""

    outages: float = 0.42
    """Outages for everyone. The same histories: 0.36 a site and month without HTTP 429."""
    provider: float = 0.22
    """Outages of a whole provider, per provider."""
    times_outages: float = 1.0
    """How many times more of both."""
    only_you: float = 0.8
    """One platform that this machine alone cannot reach."""
    wall: float = 0.7
    """It will let no program in. A third of what status-only monitors call down is HTTP 429."""
    elsewhere: float = 0.8
    """Down for some colleagues only."""
    works: float = 0.35
    """Planned maintenance."""
    redesign: float = 0.06
    """The makers change the page for good."""
    glitch: float = 6.0
    glitch_most: float = 45.0
    """Failures of 4 to so many seconds."""
    noise: float = 0.002
    """Median chance that a look at a healthy platform fails. 1.5 % was measured in 2006
    (Padmanabhan et al., CoNEXT); today's figure is assumed."""
    late: float = 0.005
    """Chance of an answer that comes several times later than usual."""
    daily_pages: float = 0.5
    """Share of platforms whose title and length change every day."""

    wifi: float = 8.0
    """Per machine, as the next six: the link goes; the system says so."""
    line: float = 2.5
    """The line out of the house goes; nobody says so."""
    portal: float = 2.0
    loss: float = 10.0
    """Spells of lost packets, in bursts."""
    resolver: float = 2.0
    """The usual name server fails."""
    vpn: float = 10.0
    lid: float = 45.0
    """Lid closed by day; nights come on top."""
    controls_blocked: bool = False
    """A company's network lets platforms through and no control site."""

    colleagues: float = 0.75
    """Chance that each of five is online by day; half of that by night."""
    crowd: float = 1.0
    """How much people complain, in times of the usual."""
    lies: float = 1.0
    """How many waves of complaints, posts and cries of colleagues have no reason, in times of the
    usual: 0.8, 1.0 and 0.4."""


EVERYDAY = Climate()
STRESS = replace(EVERYDAY, times_outages=10.0)
"""As everyday life, with ten times the outages: enough of them to measure delays by."""
HARSH = replace(
    STRESS, noise=0.008, glitch=12.0, glitch_most=90.0, wifi=16.0, line=5.0, portal=4.0, loss=20.0,
    resolver=4.0, vpn=20.0, colleagues=0.3, crowd=0.3, lies=3.0,
)  # fmt: skip
"""Nobody tuned for this one."""
COMPANY = replace(STRESS, controls_blocked=True)
