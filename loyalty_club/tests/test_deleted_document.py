from datetime import timedelta
from unittest.mock import patch

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

    def test_document_whose_owner_can_not_be_told_is_tried_again(self):
        first, second = self.confirm((self.coffee, 1)), self.confirm((self.coffee, 2))
        owners = type(first)._loyalty_club_owners

        def some_owners(orders):
            if first in orders:
                raise ValueError("Trouble")
            return owners(orders)

        with (
            patch.object(type(first), "_loyalty_club_owners", some_owners),
            self.assertLogs("odoo.addons.loyalty_club", "ERROR"),
        ):
            (first | second)._action_cancel()
            self.settle()
        self.assertEqual(self.earning(first).state, "failed")
        self.assertBalance(10)
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            self.run_job("retry")
        self.assertBalance(0)

    def test_who_would_earn_can_not_be_told(self):
        order = self.confirm((self.coffee, 1))
        with (
            patch.object(type(order), "_loyalty_club_members", side_effect=ValueError),
            self.assertLogs("odoo.addons.loyalty_club", "ERROR"),
        ):
            order._action_cancel()
            self.settle()
        self.assertEqual(self.earning(order).state, "failed")

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
