from . import test_account_move
from . import test_backfill
from . import test_company_currency
from . import test_earning_rule
from . import test_expiry
from . import test_partner_merge
from . import test_sale_order
from . import test_web_shop
