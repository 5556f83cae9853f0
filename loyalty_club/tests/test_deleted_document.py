from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from .common import ClubCommon


class TestDeletedDocument(ClubCommon):
    """Points go with their document, however it goes."""

    def test_order_cancelled_and_deleted_at_once_earns_nothing(self):
        order = self.confirm((self.coffee, 1))
        earning = self.earning(order)
        order._action_cancel()
        order.unlink()
        self.settle()
        self.assertBalance(0)
        self.assertEqual((earning.state, earning.points), ("void", 0))

    def test_other_documents_of_the_moment_are_settled_with_it(self):
        gone, kept = self.confirm((self.coffee, 1)), self.order((self.coffee, 2))
        gone._action_cancel()
        gone.unlink()
        kept.action_confirm()
        self.settle()
        self.assertBalance(20)

    def test_deleted_order_makes_room_within_a_limit(self):
        self.rule.write({"limit_per_member": 25, "limit_period": "ever"})
        gone, kept = self.confirm((self.coffee, 2)), self.order((self.coffee, 2))
        gone._action_cancel()
        gone.unlink()
        kept.action_confirm()
        self.settle()
        self.assertBalance(20)

    def test_order_that_failed_before_it_was_deleted(self):
        order = self.confirm((self.coffee, 1))
        earning = self.earning(order)
        earning._mark_failed("Trouble")
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM sale_order WHERE id = %s", [order.id])
        self.env.invalidate_all()
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            self.run_job("retry")
        self.assertBalance(0)
        self.assertEqual(earning.state, "void")

    def test_manager_settles_an_order_that_is_gone(self):
        order = self.confirm((self.coffee, 1))
        earning = self.earning(order)
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM sale_order WHERE id = %s", [order.id])
        self.env.invalidate_all()
        found = self.env["loyalty.club.audit"]._find(self.member.ids)
        self.assertEqual([each["check"] for each in found], ["documents_exist"])
        earning.action_settle()
        self.assertBalance(0)
