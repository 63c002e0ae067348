"""Downlight: a light in the tray that tells when a platform you rely on goes down."""

__version__ = "0.1.0"
