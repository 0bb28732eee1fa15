"""Tests web services that report the status of long-running processes.

Robot Framework takes the library class of this module, ``Library    ProcessStatusLibrary``; Python code
takes the functions and classes below. Everything else is internal. Names are loaded when they are asked for, so that
a plain ``import ProcessStatusLibrary`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__ as __version__

if TYPE_CHECKING:
    from .agreement import Agreement as Agreement
    from .agreement import BindingsDisagree as BindingsDisagree
    from .api import open_service as open_service
    from .breach import Breach as Breach
    from .breach import ContractBreach as ContractBreach
    from .breach import ExpectationFailed as ExpectationFailed
    from .conformance.assertion import NotConforming as NotConforming
    from .contract import Contract as Contract
    from .contract import load_contract as load_contract
    from .credentials import Credentials as Credentials
    from .errors import CredentialsRefused as CredentialsRefused
    from .errors import EmptyResult as EmptyResult
    from .errors import ProcessStatusError as ProcessStatusError
    from .errors import ReplyError as ReplyError
    from .errors import ServiceError as ServiceError
    from .errors import SoapFault as SoapFault
    from .errors import TransportError as TransportError
    from .errors import UnreadableReply as UnreadableReply
    from .history import IllegalLifecycle as IllegalLifecycle
    from .library import ProcessStatusLibrary as ProcessStatusLibrary
    from .reply import Reply as Reply
    from .session import Session as Session
    from .simulator import Simulator as Simulator
    from .status import ProcessStatus as ProcessStatus
    from .status import StartedProcess as StartedProcess
    from .target_selection import TargetMissing as TargetMissing
    from .targets import Target as Target
    from .targets import load_targets as load_targets
    from .trace import Trace as Trace
    from .waiting import Outcome as Outcome
    from .waiting import WaitFailed as WaitFailed
    from .waiting import WaitResult as WaitResult
    from .waiting import WaitSettings as WaitSettings

_HOMES = {
    "agreement": ["Agreement", "BindingsDisagree"],
    "history": ["IllegalLifecycle"],
    "trace": ["Trace"],
    "waiting": ["Outcome", "WaitFailed", "WaitResult", "WaitSettings"],
    "api": ["open_service"],
    "breach": ["Breach", "ContractBreach", "ExpectationFailed"],
    "conformance.assertion": ["NotConforming"],
    "contract": ["Contract", "load_contract"],
    "credentials": ["Credentials"],
    "errors": [
        "CredentialsRefused", "EmptyResult", "ProcessStatusError", "ReplyError", "ServiceError", "SoapFault",
        "TransportError", "UnreadableReply",
    ],
    "library": ["ProcessStatusLibrary"],
    "reply": ["Reply"],
    "session": ["Session"],
    "simulator": ["Simulator"],
    "status": ["ProcessStatus", "StartedProcess"],
    "target_selection": ["TargetMissing"],
    "targets": ["Target", "load_targets"],
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted([*_HOME_OF, "__version__"])  # noqa: PLE0605  made of the table above, and tested


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  only when a name is asked for

    value = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
