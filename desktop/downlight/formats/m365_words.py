"""The state words of Microsoft 365's public service health, in small letters.

Source: https://learn.microsoft.com/en-us/microsoft-365/enterprise/view-service-health
"""

from downlight.domain.status import Stage, Status

STATES = {
    "available": Status.OPERATIONAL,
    "operational": Status.OPERATIONAL,
    "healthy": Status.OPERATIONAL,
    "service operational": Status.OPERATIONAL,
    "service restored": Status.OPERATIONAL,
    "post-incident report published": Status.OPERATIONAL,
    "false positive": Status.OPERATIONAL,
    "investigating": Status.DEGRADED,
    "investigation suspended": Status.DEGRADED,
    "service degradation": Status.DEGRADED,
    "extended recovery": Status.DEGRADED,
    "restoring service": Status.DEGRADED,
    "service interruption": Status.PARTIAL_OUTAGE,
    "unknown": Status.UNKNOWN,
}
STAGES = {
    "extended recovery": Stage.MONITORING,
    "restoring service": Stage.MONITORING,
}
"""How far an open notice has come; every other one is being investigated."""
