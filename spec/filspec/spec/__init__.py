"""What the protocol says: the drawing, its arrows, parameters and presets, as data files."""
