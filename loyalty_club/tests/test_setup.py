from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form

from .common import ClubCommon

_AGENT = "loyalty_club.group_agent"


class TestSetup(ClubCommon):
    """A club in five questions, from one of four starting points."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketing = cls.make_user("marketing", "loyalty_club.group_marketing")

    def setup_form(self, start="shop", **answers):
        wizards = self.env(su=False)["loyalty.club.setup"].with_user(self.marketing)
        form = Form(wizards)
        form.start = start
        form.typical_amount = 120.0
        if form.trigger == "amount":
            form.per_amount = 10.0
        for name, value in answers.items():
            form[name] = value
        return form

    def found(self, start="shop", **answers):
        wizard = self.setup_form(start, **answers).save()
        wizard.action_create()
        return wizard.club_id.sudo()

    # === EXAMPLES === #

    def test_every_answer_has_an_example_with_figures(self):
        form = self.setup_form(hold_days=14)
        self.assertRegex(form.example_earning, r"120\.00.* earns 12 points")
        self.assertRegex(form.example_waiting, "12 points .* spendable after 14 days")
        self.assertTrue(form.example_joining and form.example_kind)
        self.assertRegex(form.example_expiry, "can be spent until")

    def test_examples_follow_the_answers(self):
        form = self.setup_form()
        examples = set()
        for trigger in ("amount", "order", "nth_order"):
            form.trigger = trigger
            examples.add(form.example_earning)
        for earn_on in ("order", "payment"):
            for hold_days in (0, 14):
                form.earn_on, form.hold_days = earn_on, hold_days
                examples.add(form.example_waiting)
        for policy in ("never", "rolling", "year_end", "inactivity"):
            form.expiry_policy = policy
            examples.add(form.example_expiry)
        for enrollment in ("open", "closed", "invitation", "corporate"):
            form.enrollment = enrollment
            examples.add(form.example_joining)
        for accepts in ("individual", "legal", "both"):
            form.accepts = accepts
            examples.add(form.example_kind)
        self.assertEqual(len(examples - {False}), 3 + 4 + 4 + 4 + 3)

    def test_example_is_what_a_purchase_really_earns(self):
        form = self.setup_form(points=3, earn_on="order", hold_days=0)
        self.assertIn(" earns 36 points", form.example_earning)
        wizard = form.save()
        wizard.action_create()
        member = wizard.club_id.sudo()._enroll(self.make_partner("Sara"))
        self.confirm((self.coffee, 12), partner=member.partner_id)
        self.assertBalance(36, member)

    # === STARTING POINTS === #

    def test_shop(self):
        club = self.found("shop")
        self.assertEqual((club.enrollment, club.accepts), ("open", "individual"))
        self.assertEqual((club.earn_on, club.hold_days), ("payment", 14))
        self.assertEqual(club.rule_ids.trigger, "amount")
        self.assertEqual(club.tier_measure, "amount")
        self.assertEqual(club.tier_ids.mapped("threshold"), [0, 1200, 3600])
        self.assertIn("no cash value", club.terms)

    def test_restaurant_has_a_stamp_card(self):
        club = self.found("restaurant", every=3, points=50)
        member = club._enroll(self.make_partner("Sara"))
        for _visit in range(3):
            self.confirm(self.coffee, partner=member.partner_id)
        self.assertBalance(50, member)

    def test_employees_come_with_their_organisation(self):
        club = self.found("employees")
        self.assertEqual(club.enrollment, "corporate")
        self.assertEqual(club.type_ids.mapped("factor"), [1.0, 1.5])

    def test_regulars_are_customers_already(self):
        club = self.found("regulars")
        with self.assertRefused("existing customers"):
            club._enroll(self.make_partner("Sara"))

    def test_texts_are_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.env["ir.module.module"].search(
            [("name", "=", "loyalty_club")]
        )._update_translations(["fa_IR"])
        self.company.partner_id.lang = "fa_IR"
        club = self.found("shop").with_context(lang="fa_IR")
        self.assertRegex(club.name, "[آ-ی]")
        self.assertRegex(club.rule_ids.name, "[آ-ی]")
        self.assertRegex(club.terms, "[آ-ی]")
        self.assertEqual(club.point_name, "امتیاز")

    def test_everything_stays_editable(self):
        club = self.found("shop")
        club.with_user(self.marketing).write({"name": "Ours", "hold_days": 3})
        club.rule_ids.with_user(self.marketing).points = 2
        self.assertEqual(club.rule_ids.points, 2)

    # === ERRORS === #

    def test_name_and_points_are_needed(self):
        with self.assertRefused("Give the club a name"):
            self.found(name="  ")
        with self.assertRefused("how many points"):
            self.found(points=0)

    def test_agents_found_no_club(self):
        agent = self.make_user("agent", _AGENT)
        with self.assertRaises(AccessError):
            self.env(su=False)["loyalty.club.setup"].with_user(agent).create({})

    # === WHAT THE APP OPENS ON === #

    def opens_on(self, user):
        return self.env(user=user)["loyalty.club"].action_start()["res_model"]

    def test_app_opens_on_the_first_club_to_create(self):
        self.assertEqual(self.opens_on(self.marketing), "loyalty.club.member")
        other = self.env["res.company"].create({"name": "No Club Yet"})
        agent = self.make_user("agent", _AGENT)
        (agent | self.marketing).write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        self.assertEqual(self.opens_on(self.marketing), "loyalty.club.setup")
        self.assertEqual(self.opens_on(agent), "loyalty.club.member")
        self.make_club(company_id=other.id, active=False)
        self.assertEqual(self.opens_on(self.marketing), "loyalty.club.member")

    def test_after_founding_the_first_member_is_one_button_away(self):
        wizard = self.setup_form().save()
        action = wizard.action_create()
        self.assertEqual(action["res_id"], wizard.id)
        dialog = wizard.action_enroll()
        self.assertEqual(dialog["context"]["default_club_id"], wizard.club_id.id)
