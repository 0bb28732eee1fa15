"""Transport faults: named failures on the way, at the level of bytes, so that a client can prove what it survives.

A fault takes the answer of a conforming (or defective) service and delivers it badly. It knows neither services nor
bindings.
"""

from .fault import TransportFault as TransportFault
from .registry import transport_faults as transport_faults
