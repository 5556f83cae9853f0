from datetime import date

from freezegun import freeze_time

from .import_common import HEADINGS, ImportCommon


class TestImportCells(ImportCommon):
    """What people write in cells, and what is understood."""

    def test_a_persian_file_is_read(self):
        manager = self.manager
        self.env["res.lang"]._activate_lang("fa_IR")
        manager.lang = "fa_IR"
        run = self.bring(
            ("۱۰۴۲", "علي كريمي", "۹۱۲۱۱۱۰۰۰۱", "۱۲۰", "۱۴۰۳/۰۵/۱۲", "حقیقی"),
            ("١٠٤٣", "شرکت گلستان", "", "٣٤٠", "", "شركت"),
            headings=(
                *("شمارهٔ پیشین", "نام و نام خانوادگی", "تلفن\u200cهمراه"),
                *("امتیاز اوليه", "تاریخ عضویت", "شخص يا سازمان"),
            ),
        )
        self.assertFalse(run.unknown_columns)
        ali = self.member_of("1042")
        self.assertEqual(ali.partner_id.name, "علی کریمی")
        self.assertEqual(ali.partner_id.phone_sanitized, "+989121110001")
        self.assertEqual(ali.partner_id.lang, "fa_IR")
        self.assertEqual(ali.joined_on, date(2024, 8, 2))
        self.assertBalance(120, ali)
        golestan = self.member_of("1043")
        self.assertEqual(golestan.kind, "legal")
        self.assertBalance(340, golestan)

    def test_numbers_and_days_as_spreadsheets_keep_them(self):
        self.bring(
            (1042.0, "Sara", 9121110001.0, None, 12.0, date(2020, 2, 29)),
            headings=(*HEADINGS, "Joined On"),
        )
        sara = self.member_of("1042")
        self.assertEqual(sara.partner_id.phone_sanitized, "+989121110001")
        self.assertEqual(sara.joined_on, date(2020, 2, 29))
        self.assertBalance(12, sara)

    def test_opening_points_expire_on_their_day_or_as_the_club_has_it(self):
        self.club.write({"expiry_policy": "rolling", "expiry_months": 12})
        with freeze_time("2026-03-01"):
            self.bring(
                ("A-1", "Sara", "", "", 10, "1405/12/29"),
                ("A-2", "Omid", "", "", 10, None),
                headings=(*HEADINGS, "Points Expire On"),
            )
        sara, omid = self.member_of("A-1"), self.member_of("A-2")
        self.assertEqual(sara.entry_ids.expires_on, date(2027, 3, 20))
        self.assertEqual(omid.entry_ids.expires_on, date(2027, 3, 1))

    def test_membership_types_are_known_by_their_names(self):
        friend = self.env["loyalty.club.member.type"].create(
            {"name": "Friend", "club_id": self.club.id}
        )
        run = self.bring(
            ("A-1", "Sara", "friend"),
            ("A-2", "Omid", "Stranger"),
            headings=("External Number", "Name", "Membership Type"),
        )
        self.assertEqual(self.member_of("A-1").type_id, friend)
        self.assertRegex(self.plain(run.row_ids[1].reason), "“Stranger” is not a mem")

    def test_each_row_says_what_is_wrong_with_it(self):
        headings = (
            *(*HEADINGS, "Joined On", "Points Expire On", "Person or Organisation"),
            *("Language", "Organisation"),
        )
        good = ("A-1", "Sara", "", "", 1, "", "", "", "", "")
        wrong = {
            "number in the old system is missing": (0, ""),
            "name is missing": (1, "  "),
            "not a telephone number": (2, "12"),
            "not an e-mail address": (3, "sara"),
            "not a whole number": (4, "12.5"),
            "“ten” is not a whole": (4, "ten"),
            "between 0 and": (4, -1),
            "and 1,000,000,000": (4, 10**10),
            "is not a day": (5, "31.05.2024"),
            "“1404/12/30” is not a day": (5, "1404/12/30"),
            "joined in the future": (5, "2999-01-01"),
            "have expired already": (6, "2020-01-01"),
            "neither a person": (7, "robot"),
            "is not one of this database": (8, "Klingon"),
            "error of the spreadsheet": (1, "#REF!"),
            "text is too long": (1, "x" * 300),
            "is not a member of": (9, "Nowhere Ltd"),
        }
        for reason, (place, value) in wrong.items():
            row = list(good)
            row[place] = value
            run = self.check(row, headings=headings)
            with self.subTest(reason=reason):
                self.assertEqual(self.verdicts(run), ["refused"])
                self.assertRegex(self.plain(run.row_ids.reason), reason)

    def test_columns_that_are_not_known_are_told(self):
        run = self.check(
            ("A-1", "Sara", "blue"),
            headings=("External Number", "Name", "Favourite Colour"),
        )
        self.assertEqual(self.plain(run.unknown_columns), "Favourite Colour")
        self.assertEqual(self.verdicts(run), ["new"])

    def test_rows_keep_their_numbers_over_empty_ones(self):
        run = self.check(("A-1", "Sara"), (), ("", ""), ("A-2", "Omid"))
        self.assertEqual(run.row_ids.mapped("number"), [2, 5])
