from odoo.tests import tagged

from .simulation_points import ClubSteps, PointSteps
from .simulation_sales import SaleSteps


@tagged("post_install", "-at_install")
class TestSimulation(SaleSteps, PointSteps, ClubSteps):
    """The life of twenty members over two years, held against another count."""

    def test_life(self):
        self.live()
