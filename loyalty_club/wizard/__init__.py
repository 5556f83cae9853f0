from . import base_partner_merge
from . import loyalty_club_enroll
from . import loyalty_club_adjust
from . import loyalty_club_contract
from . import loyalty_club_decide
from . import loyalty_club_invite
from . import loyalty_club_setup
from . import loyalty_club_setup_examples
