"""The engine: evidence in, verdict, incident, the user told. Knows no window and no database."""
