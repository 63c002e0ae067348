"""This machine: clock, folders, settings file, secrets, notifications; one matter a file."""
