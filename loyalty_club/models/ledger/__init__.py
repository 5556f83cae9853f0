from . import loyalty_club_batch
from . import loyalty_club_rows
from . import loyalty_club_append_only
from . import loyalty_club_account
from . import loyalty_club_entry
from . import loyalty_club_entry_description
from . import loyalty_club_allocation
from . import loyalty_club_residual
