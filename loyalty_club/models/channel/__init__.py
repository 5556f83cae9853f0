from . import loyalty_program
from . import product_category
from . import sale_order
from . import sale_order_line
from . import account_move
from . import payment_transaction
from . import pos_order
from . import loyalty_club
