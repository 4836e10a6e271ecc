"""Matching: whether a sample goes a path of a proof, and whether it ends as the proof says.

A sample gives a value to the unknowns of a path: the world before, the arguments, the answers of the outside world, and
the worlds behind its loops. It goes the path if no condition is false for it. Then the world at the end of the path
must be the world after it, or the prover is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from filspec.kit import engine
from filspec.symbolic.evaluation import Evaluator, Nodes, Value
from filspec.symbolic.executor import Executor
from filspec.symbolic.replay import broken_laws
from filspec.symbolic.reports import EngineError
from filspec.symbolic.samples import Sample
from filspec.symbolic.situation import Situation, values_of
from filspec.symbolic.terms import Term
from filspec.symbolic.worlds import at, layout_of, scalar_terms, tables_of
