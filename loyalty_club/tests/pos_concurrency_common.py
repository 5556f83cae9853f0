from odoo import Command

from .concurrency_common import ConcurrencyCase


class PosConcurrencyCase(ConcurrencyCase):
    """A till that is really committed, at which several things are done at once."""

    def setUp(self):
        # What is noted first is cleaned up last: the till when its members are gone.
        self.addCleanup(self.clean_up_till)
        super().setUp()
        with self.transaction() as env:
            company = self.record(env, "loyalty.club").company_id
            journals = env["account.journal"]
            journal = journals.search(
                [("type", "=", "sale"), ("company_id", "=", company.id)], limit=1
            ) or journals.create(
                {
                    "name": "Tills",
                    "code": "TILLS",
                    "type": "sale",
                    "company_id": company.id,
                }
            )
            method = env["pos.payment.method"].create(
                {
                    "name": "Customer Account",
                    "company_id": company.id,
                    "split_transactions": True,
                }
            )
            till = env["pos.config"].create(
                {
                    "name": "Crowded Till",
                    "company_id": company.id,
                    "journal_id": journal.id,
                    "invoice_journal_id": journal.id,
                    "payment_method_ids": [Command.set(method.ids)],
                }
            )
            self.made["pos.payment.method"] = method.id
            self.made["pos.config"] = till.id
            session = env["pos.session"].create({"config_id": till.id})
            self.made["pos.session"] = session.id

    def till(self, env):
        """The till. Who asks is checked elsewhere; here it is the administrator."""
        admin = env.ref("base.user_admin")
        return self.record(env, "pos.config").with_user(admin)

    def clean_up_till(self):
        """Delete the till."""
        with self.transaction() as env:
            self.record(env, "pos.session").unlink()
            self.record(env, "pos.config").unlink()
            self.record(env, "pos.payment.method").unlink()
