from . import organisation
from . import club_site
from . import club_join
from . import club_login
from . import club_code
from . import club_invitation
from . import export
