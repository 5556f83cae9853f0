from . import base_partner_merge
from . import loyalty_club_enroll
from . import loyalty_club_adjust
