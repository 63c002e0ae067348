"""What logind's signals mean for us.

Source: org.freedesktop.login1, signal PrepareForSleep: true before sleep, false after it.
"""

from jeepney import HeaderFields, Message

SERVICE = "org.freedesktop.login1"
RULE = (
    f"type='signal',sender='{SERVICE}',path='/org/freedesktop/login1',"
    "interface='org.freedesktop.login1.Manager',member='PrepareForSleep'"
)
"""What to ask the bus for."""


def hear(message: Message) -> list[str]:
    """Return what a signal says: "sleep", "resume", or nothing."""
    if message.header.fields.get(HeaderFields.member) != "PrepareForSleep":
        return []
    return ["sleep" if message.body[0] else "resume"]
