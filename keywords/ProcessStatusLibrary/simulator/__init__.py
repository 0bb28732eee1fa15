"""An embedded simulator of web services that report process status.

It reads the documented samples on its own and shares no encoder with the client: the two are independent
readings of one page.
"""

from .defects import Defect as Defect
from .defects import defects as defects
from .server import SimulatorError as SimulatorError
from .simulator import Simulator as Simulator
from .transport_faults import TransportFault as TransportFault
from .transport_faults import transport_faults as transport_faults
