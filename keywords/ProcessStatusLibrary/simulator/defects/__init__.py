"""Seeded defects: named nonconformities of the simulator, so that a checker can prove what it would catch.

A defect changes what passes one of the seams of an exchange and nothing else. It goes by what a contract and its
samples have, never by a service's name.
"""

from .defect import Defect as Defect
from .registry import defects as defects
