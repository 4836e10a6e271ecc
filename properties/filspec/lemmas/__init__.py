"""The lemmas: what holds of the pure rules of consensus for all values, by the ids of the property catalogue."""
