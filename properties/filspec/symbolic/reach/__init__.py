"""Reach: sequences of messages from genesis, whose arguments Z3 chooses so that they come to what is wanted."""
