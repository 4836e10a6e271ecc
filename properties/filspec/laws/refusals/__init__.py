"""Laws of refusals: exactly when each message is refused, for each of its reasons."""
