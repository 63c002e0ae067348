"""The help: short answers to what people ask, and the keys."""

from dataclasses import dataclass

from downlight.present.words import Words


@dataclass(frozen=True, slots=True)
class Topic:
    """A question and its answer."""

    key: str
    """What it is opened by."""
    title: str
    paragraphs: tuple[str, ...]


WHY_RED, ONLY_YOU, KEYS = "why-red", "only-you", "keys"


def topics(words: Words) -> tuple[Topic, ...]:
    """Return all topics of the help."""
    return (_why_red(words), _only_you(words), _cannot_tell(words), _quiet(words), _keys(words))


def _why_red(words: Words) -> Topic:
    return Topic(
        WHY_RED,
        words("Why is it red?"),
        (
            words(
                "The light shows the worst of the platforms you watch. Red, at the top: one of "
                "them is down. Amber, in the middle: one is slow or partly broken, or something "
                "looks wrong and is being looked at again. Green, at the bottom: all is well."
            ),
            words(
                "Downlight asks each platform itself, every minute or as you set it. One failure "
                "is not enough: it asks again at once, in other ways, and asks control sites "
                "whether you are online. Only then does the light turn red and a notification "
                "come."
            ),
            words(
                "The official status page is read as well, where there is one. It is often late; "
                "so a platform can be red here while its status page still says that all is well."
            ),
            words(
                "To see why: click the light, then the platform. Each piece of evidence is "
                "listed, the most telling first. If you think it is wrong, open “Edit check” and "
                "look at what the page has to say or must not say."
            ),
        ),
    )


def _only_you(words: Words) -> Topic:
    return Topic(
        ONLY_YOU,
        words("What does “only you” mean?"),
        (
            words(
                "The platform works for others, but not from here: the trouble is on your side, "
                "between this computer and the platform."
            ),
            words(
                "Downlight concludes that when your connection fails in a way that servers do "
                "not cause: a name that only your name server does not know, a connection that "
                "is refused or cut off on your network, a proxy, a sign-in page of a hotel, a "
                "VPN; or when the platform answers on another way while yours stays closed."
            ),
            words(
                "What helps: switch the VPN or the proxy off, try another network such as your "
                "telephone, or use another name server. “For everyone” means the platform "
                "itself; “for you at least” means that it cannot be told from here."
            ),
        ),
    )


def _cannot_tell(words: Words) -> Topic:
    return Topic(
        "grey",
        words("Why is it grey?"),
        (
            words(
                "Grey means that Downlight cannot tell, and says so instead of guessing: you are "
                "offline, it is paused, it has just started, or a platform lets no program in."
            ),
            words("The text at the light gives the reason. Nothing is told while it is grey."),
        ),
    )


def _quiet(words: Words) -> Topic:
    return Topic(
        "notifications",
        words("Why was I told, or not told?"),
        (
            words(
                "Each kind of news has its own switch in the settings, and each platform can "
                "have its own. One outage is one notification, which changes as it gets worse "
                "or ends."
            ),
            words(
                "Quiet hours, a mute and the Do Not Disturb of the desktop keep notifications "
                "back; the light and the history show everything. The history also says of each "
                "incident what was told, what not, and why."
            ),
        ),
    )


def _keys(words: Words) -> Topic:
    rows = (
        ("F1", words("this help")),
        ("F5", words("check now")),
        ("Ctrl+F", words("search")),
        ("↑ ↓", words("from one entry to the next")),
        (words("Enter"), words("open or choose the current one")),
        (words("Space"), words("tick or untick")),
        ("Tab", words("to the next part of a window")),
        (words("Delete"), words("remove the current platform, in the settings")),
        (words("Delete"), words("delete the current incident, in the history")),
        ("Ctrl+Z", words("take back what was done last, in the history")),
        ("Ctrl+Shift+C", words("copy the current incident as text, in the history")),
        ("← →", words("go back and on in time, in the timeline")),
        ("+ −", words("show less or more time, in the timeline")),
        (words("End"), words("go to now, in the timeline")),
        (words("Esc"), words("close the window")),
    )
    return Topic(
        KEYS,
        words("Keyboard"),
        tuple(words("{key}: {action}", key=key, action=action) for key, action in rows),
    )
