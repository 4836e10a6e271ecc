"""Stories: whole runs of a network, told as Given / When / Then."""
