"""The laws: what must hold in every world, over every step and after every message, by the ids of the catalogue."""
