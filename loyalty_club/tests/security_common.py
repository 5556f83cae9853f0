from base64 import b64encode

from odoo import Command, fields

from odoo.addons.loyalty_club.models.earning.loyalty_club_occasion import Happening

from .common import ClubCommon


class FullClub(ClubCommon):
    """A club in which every model holds something."""

    def fill_every_model(self):
        """Sell, spend, adjust, recount and look back, once each."""
        self.env["loyalty.club.member.type"].create(
            {"name": "Friend", "club_id": self.club.id}
        )
        self.env["loyalty.club.invitation"].create(
            {
                "club_id": self.club.id,
                "partner_id": self.partner.id,
                "expires_on": "2100-01-01",
            }
        )
        self.env["loyalty.club.tier"].create(
            {
                "name": "Silver",
                "club_id": self.club.id,
                "pricelist_id": self.env["product.pricelist"]
                .create({"name": "Cheap"})
                .id,
            }
        )
        reward = self.env["loyalty.club.reward"].create(
            {"name": "10 % off", "club_id": self.club.id}
        )
        self.member._present(reward, "manual", "full")
        self.env["loyalty.club.campaign"].create(
            {"name": "Spring", "club_id": self.club.id, "reward_id": reward.id}
        )
        self.member._review_next()
        self.sold = self.confirm((self.coffee, 10))
        self.member._post("spend", -5, "test/spend")
        finance = self.env["loyalty.club.adjustment"]
        finance._request(self.member, 5, "A gift")
        self.env["loyalty.club.audit"].create({"finding_ids": [self.finding()]})
        backfill = self.env["loyalty.club.backfill"].create({"club_id": self.club.id})
        self.env["loyalty.club.backfill.document"].create(
            {
                "backfill_id": backfill.id,
                "document_model": self.sold._name,
                "document_id": self.sold.id,
            }
        )

        consents = self.env["loyalty.club.consent"]
        consents._record(self.member, ["sms"], is_given=True, channel="backend")
        self.fill_what_members_tell()
        self.fill_what_is_nobodys()
        self.fill_surveys()
        self.env["loyalty.club.import"].create(
            {
                "club_id": self.club.id,
                "file": b64encode(b"nothing"),
                "row_ids": [
                    Command.create({"number": 2, "name": "Mina", "kind": "individual"})
                ],
            }
        )

    def fill_what_members_tell(self):
        """What a member is interested in, that he has said so, and what he asks."""
        self.env["loyalty.club.feedback.topic"].create(
            {"name": "Delivery", "club_id": self.club.id}
        )
        self.member._write_feedback("question", "Opening hours", "When do you open?")
        self.env["loyalty.club.interest"].create(
            {"name": "Coffee", "company_id": self.company.id}
        )
        self.member._tell({"job": "Baker"}, channel="backend")
        self.env["loyalty.club.occasion"]._note(
            [Happening(self.member, "profile", "profile", fields.Datetime.now())]
        )

    def fill_surveys(self):
        """Ask five members, so many that there are results."""
        native = self.env["survey.survey"].create(
            {
                "title": "How are you?",
                "user_id": self.env.ref("base.user_admin").id,
                "question_and_page_ids": [
                    Command.create({"title": "How?", "question_type": "char_box"})
                ],
            }
        )
        survey = self.env["loyalty.club.survey"].create(
            {
                "survey_id": native.id,
                "club_id": self.club.id,
                "is_published": True,
                "domain": "[('partner_id.name', 'like', 'Guest')]",
            }
        )
        self.env["loyalty.club.survey.invite"].create({"survey_id": survey.id})
        guests = [{"name": f"Guest {number}"} for number in range(5)]
        members = self.club._enroll_all(self.env["res.partner"].create(guests))
        for sheet in survey.answer_ids._hand_out(survey, members).values():
            sheet.user_input_id._save_lines(native.question_ids, "Well")
            sheet.user_input_id._mark_done()

    def fill_what_is_nobodys(self):
        """What strangers have typed, and the message that one of them has got."""
        self.env["loyalty.club.code"].create(
            {
                **dict.fromkeys(("mobile_hash", "address_hash", "code_hash"), "-"),
                **dict.fromkeys(("sent_at", "expires_at"), "2026-01-01"),
                "purpose": "join",
                "company_id": self.company.id,
            }
        )
        self.env["loyalty.club.turn"]._take(["+31612345678"])
        self.env["loyalty.club.sms"].create(
            {"company_id": self.company.id, "number": "+31612345678", "body": "Hello"}
        )
        self.env["loyalty.club.guess"].create(
            {"who_hash": "-", "code_hash": "-", "guessed_at": "2026-01-01"}
        )

        message = self.club.member_message_ids[0]
        message.is_emailed = True
        message.since = "2020-01-01"
        self.env["loyalty.club.consent"]._record(
            self.member, ["email"], is_given=True, channel="backend"
        )
        self.partner.email = "mina@example.com"
        self.assertTrue(message._note_news())

    def finding(self):
        return Command.create({"member_id": self.member.id, "check": "balance"})
