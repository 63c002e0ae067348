"""The platforms known by name, from resources/catalogue and the user's own files."""
