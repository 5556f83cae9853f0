from odoo.tests import tagged

from .common import ClubCommon


@tagged("post_install", "-at_install")
class TestMobile(ClubCommon):
    """A telephone number is one number, however somebody types it."""

    def mobile(self, number, country="IR"):
        return self.env["res.partner"]._loyalty_club_mobile(
            number, self.env["res.country"].search([("code", "=", country)])
        )

    def test_one_number_is_written_in_many_ways(self):
        for number in (
            "09123456789",
            "0912 345 67 89",
            "+98 912 345 6789",
            "0098-912-345-6789",
            "۰۹۱۲۳۴۵۶۷۸۹",
            "٠٩١٢٣٤٥٦٧٨٩",
            " ۰۹۱۲ ۳۴۵ ۶۷۸۹ ",
        ):
            self.assertEqual(self.mobile(number), "+989123456789", number)

    def test_number_without_a_prefix_is_of_the_country(self):
        self.assertEqual(self.mobile("0151 23456789", "DE"), "+4915123456789")
        self.assertEqual(self.mobile("+98 912 345 6789", "DE"), "+989123456789")

    def test_what_is_no_number_is_refused(self):
        for number in ("", None, "hello", "12", "0912", "<b>1</b>"):
            with self.assertRefused("is not a telephone number"):
                self.mobile(number)

    def test_persian_readers_are_told_in_their_digits(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        partners = self.env["res.partner"].with_context(lang="fa_IR")
        with self.assertRefused("«?“?۱۲.*۹۸"):
            partners._loyalty_club_mobile("12", self.env.ref("base.ir"))
