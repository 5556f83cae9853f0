from odoo.tests import tagged

from .simulation_coupon_sales import CouponSaleSteps
from .simulation_coupon_till import CouponTillSteps
from .simulation_coupon_web import CouponWebSteps
from .simulation_members import EmployeeSteps, MembershipSteps
from .simulation_points import PointSteps
from .simulation_presents import PresentSteps
from .simulation_sales import SaleSteps


@tagged("post_install", "-at_install")
class TestSimulation(
    *(CouponSaleSteps, CouponTillSteps, CouponWebSteps, PresentSteps),
    *(SaleSteps, PointSteps, MembershipSteps, EmployeeSteps),
):
    """Two years in the life of members, held against another count."""

    def test_life(self):
        self.live()
