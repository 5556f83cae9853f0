from odoo.exceptions import AccessError
from odoo.service.model import get_public_method

from .common import ClubCommon


class TestDoors(ClubCommon):
    """What changes points, members or what is known of them has no handle outside."""

    def test_doors_of_the_ledger_can_not_be_called(self):
        for model, method in (
            ("loyalty.club.member", "_post"),
            ("loyalty.club.member", "_lock_accounts"),
            ("loyalty.club.member", "_absorb"),
            ("loyalty.club.member", "_expire_due"),
            ("loyalty.club.member", "_take_steps"),
            ("loyalty.club.tier.move", "_append"),
            ("loyalty.club.tier.benefit", "_settle"),
            ("loyalty.club.entry", "_append"),
            ("loyalty.club.entry", "_insert_rows"),
            ("loyalty.club.entry", "init"),
            ("loyalty.club.residual", "_keep"),
            ("loyalty.club.earning", "_settle"),
            ("loyalty.club.earning", "_release_due"),
            ("loyalty.club.earning.line", "_replace_awards"),
            ("loyalty.club.survey.answer", "_hand_in"),
            ("loyalty.club.survey.answer", "_hand_out"),
            ("loyalty.club.survey.answer", "_keep_facts"),
            ("survey.user_input", "_loyalty_club_hand_in"),
            ("loyalty.club", "_enroll"),
            ("loyalty.club", "_join_by_mobile"),
            ("loyalty.club.code", "_issue"),
            ("loyalty.club.code", "_verify"),
            ("loyalty.club.guess", "_note"),
            ("loyalty.club.turn", "_take"),
            ("loyalty.club.consent", "_record"),
            ("loyalty.club.member", "_write_feedback"),
            ("loyalty.club.feedback", "_reply"),
            ("loyalty.club.feedback", "_rate"),
            ("loyalty.club.message", "_note_news"),
            ("loyalty.club.notice", "_send_due"),
            ("loyalty.club.occasion", "_note"),
            ("loyalty.club.member", "_tell"),
            ("loyalty.club.member", "_by_referral_code"),
            ("loyalty.club.member", "_referral_code"),
            ("res.partner", "_loyalty_club_confirm_mobile"),
            ("res.users", "_loyalty_club_credential"),
            ("loyalty.club.adjustment", "_request"),
            ("loyalty.club.adjustment", "_post_entry"),
        ):
            self.assertTrue(callable(getattr(self.env[model], method)))
            with self.assertRefused("cannot be called remotely", AccessError):
                get_public_method(self.env[model], method)
