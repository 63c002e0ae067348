"""The platforms Downlight knows by name, and the user's own."""
