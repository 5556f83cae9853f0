from odoo.tests import tagged

from .simulation_steps import ClubSteps, PointSteps, SaleSteps


@tagged("post_install", "-at_install")
class TestSimulation(SaleSteps, PointSteps, ClubSteps):
    """The life of twenty members over two years, held against another count."""

    def test_life(self):
        self.live()
