"""Service contracts: what a vendor documents of a service, as data."""

from .loader import load_contract as load_contract
from .loader import shipped_services as shipped_services
from .service import Contract as Contract
