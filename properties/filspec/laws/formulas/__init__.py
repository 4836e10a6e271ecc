"""Formulas: the words of the sources that laws share, restated here and never taken from the actors they judge."""
