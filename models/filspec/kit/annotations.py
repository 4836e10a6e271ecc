"""Annotations: the types that a class or a function declares, each read once.

Annotations are written as text, and turning text into types again takes longer than most that is done with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import get_type_hints


def annotations_of(owner: object) -> Mapping[str, object]:
    """The declared types of a class's fields, or of a function's parameters and of its result (``"return"``).

    Raises:
        NameError: one is written with a name that its module does not have.
    """
    return _read(owner)


@cache
def _read(owner: object) -> Mapping[str, object]:
    return MappingProxyType(get_type_hints(owner))
