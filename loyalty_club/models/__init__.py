# The order is the direction of knowledge: each package knows only those above it.
from . import ledger
from . import club
from . import earning
from . import spending
from . import channel
