"""Other places' observations: colleagues and crowd services."""
