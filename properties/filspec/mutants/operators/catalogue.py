"""The catalogue of operators, in the order in which mutants are listed."""

from __future__ import annotations

from filspec.mutants.operators.amounts import AMOUNTS
from filspec.mutants.operators.comparisons import COMPARISONS
from filspec.mutants.operators.effects import EFFECTS
from filspec.mutants.operators.exchanges import EXCHANGES
from filspec.mutants.operators.fields import FIELDS
from filspec.mutants.operators.logic import LOGIC
from filspec.mutants.operators.members import MEMBERS
from filspec.mutants.operators.numbers import NUMBERS

OPERATORS = (*COMPARISONS, *LOGIC, *NUMBERS, *AMOUNTS, *EXCHANGES, *MEMBERS, *EFFECTS, *FIELDS)
