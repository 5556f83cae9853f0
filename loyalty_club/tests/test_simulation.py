from odoo.tests import tagged

from .simulation_coupon_sales import CouponSaleSteps
from .simulation_members import EmployeeSteps, MembershipSteps
from .simulation_points import PointSteps
from .simulation_sales import SaleSteps
from .simulation_till import TillSteps
from .simulation_web import WebSteps


@tagged("post_install", "-at_install")
class TestSimulation(
    *(CouponSaleSteps, SaleSteps, TillSteps, WebSteps, PointSteps),
    *(MembershipSteps, EmployeeSteps),
):
    """Two years in the life of members, held against another count."""

    def test_life(self):
        self.live()
