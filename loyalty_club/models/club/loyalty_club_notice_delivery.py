from dateutil.relativedelta import relativedelta

from odoo import fields, models

from ...tools.quiet_hours import end_of_quiet, known_zone

# What could not be told for so long is told no more.
_TOO_LATE = relativedelta(days=3)


class LoyaltyClubNotice(models.Model):
    """How notices reach members.

    A batch is handed to Odoo's own queues of e-mails and SMS in the transaction that
    notes it as sent: killed in between, neither has happened.
    """

    _inherit = "loyalty.club.notice"

    _BATCH = 500

    # === VERBS === #

    def _send_due(self):
        """Send the next batch of what is due.

        :return: the notices that were looked at
        """
        due = self.search(
            [("state", "=", "waiting"), ("due_at", "<=", fields.Datetime.now())],
            order="due_at, id",
            limit=self._BATCH,
        ).try_lock_for_update()
        waiting = due - due._postpone()
        outdated = waiting._outdated()
        outdated.write({"state": "dropped"})
        failed = self.env["loyalty.club.batch"]._each_apart(
            waiting - outdated, lambda notices: notices._send()
        )
        for notice, error in failed.items():
            notice.write({"state": "failed", "failure": str(error)})
        return due

    def _postpone(self):
        """Let those wait whose members are not to be disturbed now.

        :return: the notices that wait
        """
        now = fields.Datetime.now()
        later = {}
        for notice in self:
            club = notice.club_id
            tz = known_zone(notice.partner_id.tz, club.tz)
            if until := end_of_quiet(now, tz, club.quiet_from, club.quiet_to):
                later.setdefault(until, self.browse())
                later[until] |= notice
        for until, notices in later.items():
            notices.write({"due_at": until})
        return self.browse().union(*later.values())

    def _outdated(self):
        """Those that are not true any more, or not worth telling by now."""
        too_late = fields.Datetime.now() - _TOO_LATE
        return self.filtered(
            lambda notice: (
                notice.create_date < too_late
                or not (notice.member_id.active and notice.member_id.state == "active")
                or not (notice.club_id.active and notice.message_id.is_on)
                or (notice.kind == "points_expire" and not notice._expires_still())
            )
        )

    def _expires_still(self):
        member = self.member_id
        return (
            member.balance > 0
            and member.expiring_on == self.day
            and self.day >= self.club_id._today()
        )

    def _send(self):
        """Queue these in each way that their club and their member want."""
        emailed = self._wanted("is_emailed", "email")
        for message, notices in emailed.grouped("message_id").items():
            message.mail_template_id.send_mail_batch(notices.ids)
        texted = self._wanted("is_texted", "sms")
        for message, notices in texted.grouped("message_id").items():
            notices._text(message.sms_template_id)
        emailed.write({"is_emailed": True})
        texted.write({"is_texted": True})
        sent = emailed | texted
        sent.write({"state": "sent", "sent_at": fields.Datetime.now()})
        (self - sent).write({"state": "dropped"})

    def _wanted(self, way, purpose):
        """Those that go a way which their club has switched on, and are wanted."""
        going = self.filtered(lambda notice: notice.message_id[way])
        willing = going.member_id._willing(purpose)
        return going.filtered(lambda notice: notice.member_id in willing)

    def _text(self, template):
        """Queue an SMS for each of these."""
        bodies = template._render_field("body", self.ids, compute_lang=True)
        for company, notices in self.grouped("company_id").items():
            self.env["res.partner"]._loyalty_club_queue_sms(
                [(notice.partner_id, bodies[notice.id]) for notice in notices], company
            )
