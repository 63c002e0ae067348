"""The incident log on disk. The only package that knows SQLite."""
