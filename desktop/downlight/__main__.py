"""`python -m downlight`, and the `downlight` command."""

import sys

from downlight.app import main

if __name__ == "__main__":
    sys.exit(main())
