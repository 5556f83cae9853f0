from . import loyalty_club
from . import loyalty_club_enrollment
from . import loyalty_club_member
from . import loyalty_club_member_expiry
from . import loyalty_club_adjustment
from . import loyalty_club_audit
from . import loyalty_club_audit_finding
