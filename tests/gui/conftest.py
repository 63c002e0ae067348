"""Windows are drawn without a screen, in English, in the light theme."""

import pytest


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Arguments for the one QApplication of the run."""
    return ["downlight-tests", "-style", "fusion"]
