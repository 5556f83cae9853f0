from odoo.tests import tagged

from .simulation_members import EmployeeSteps, MembershipSteps
from .simulation_points import ClubSteps, PointSteps
from .simulation_sales import SaleSteps
from .simulation_till import TillSteps
from .simulation_web import WebSteps


@tagged("post_install", "-at_install")
class TestSimulation(
    *(SaleSteps, TillSteps, WebSteps, PointSteps, ClubSteps),
    *(MembershipSteps, EmployeeSteps),
):
    """Two years in the life of members, held against another count."""

    def test_life(self):
        self.live()
