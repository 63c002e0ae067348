"""Ways of observing a platform by acting: a request, a lookup, a connection."""
