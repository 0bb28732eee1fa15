"""Tests web services that report the status of long-running processes.

Robot Framework takes the library class of this module, ``Library    ProcessStatusLibrary``; Python code
takes the functions and classes below. Everything else is internal. Names are loaded when they are asked for, so that
a plain ``import ProcessStatusLibrary`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__ as __version__

if TYPE_CHECKING:
    from .contract import load_contract as load_contract
