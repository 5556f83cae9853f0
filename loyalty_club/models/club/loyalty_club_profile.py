from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.birthday import CALENDARS, day_code

# What a contact tells of himself; those that make a profile complete.
FACTS = (
    *("job", "education", "birth_date", "interest_ids", "contact_by"),
    "branch_id",
)
OLDEST = date(1900, 1, 1)


class LoyaltyClubProfile(models.Model):
    """What a contact has told one company of himself.

    It holds something only while he allows that: with his consent it goes.
    """

    _name = "loyalty.club.profile"
    _description = "Customer Club: Profile"
    _rec_name = "partner_id"
    _order = "id desc"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Contact",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    job = fields.Char(size=100)
    education = fields.Selection(
        selection=[
            ("school", "School"),
            ("vocational", "Vocational training"),
            ("bachelor", "Bachelor"),
            ("master", "Master"),
            ("doctorate", "Doctorate"),
            ("other", "Other"),
        ]
    )
    birth_date = fields.Date()
    interest_ids = fields.Many2many(
        comodel_name="loyalty.club.interest",
        string="Interests",
        domain="[('company_id', '=', company_id)]",
    )
    branch_id = fields.Many2one(
        comodel_name="res.company",
        string="Preferred Branch",
        domain="[('id', 'child_of', company_id)]",
        ondelete="set null",
    )
    contact_by = fields.Selection(
        selection=[("sms", "SMS"), ("email", "E-mail"), ("phone", "Telephone")],
        string="Preferred Channel",
    )
    # Month and day as one number, in each calendar: birthdays of thousands of members
    # are looked up every day.
    birthday_gregorian = fields.Integer(
        compute="_compute_birthday", store=True, index=True, aggregator=None
    )
    birthday_jalali = fields.Integer(
        compute="_compute_birthday", store=True, index=True, aggregator=None
    )
    has_consent = fields.Boolean(
        string="He Allows It",
        compute="_compute_has_consent",
        readonly=False,
        help="Ask him first. When he takes it back, the profile is emptied.",
    )
    is_complete = fields.Boolean(string="Complete", compute="_compute_is_complete")

    _one_each = models.Constraint(
        "UNIQUE(partner_id, company_id)", "This contact has a profile already."
    )

    # === COMPUTE === #

    @api.depends("birth_date")
    def _compute_birthday(self):
        for profile in self:
            for calendar, _label in CALENDARS:
                born = profile.birth_date
                code = day_code(born, calendar) if born else False
                profile[f"birthday_{calendar}"] = code

    @api.depends("partner_id", "company_id")
    def _compute_has_consent(self):
        members = self._members()
        consents = members._consents()
        allowed = {
            (member.partner_id, member.company_id)
            for member in members
            if "profile" in consents[member]
        }
        for profile in self:
            key = profile.partner_id._origin, profile.company_id._origin
            profile.has_consent = key in allowed

    @api.depends(*FACTS)
    def _compute_is_complete(self):
        # Not every company has branches, or has named interests.
        named = self.env["loyalty.club.interest"]._read_group(
            [("company_id", "in", self.company_id.ids)], ["company_id"]
        )
        companies = {company for (company,) in named}
        for profile in self:
            asked = {"job", "education", "birth_date", "contact_by"}
            if profile.company_id in companies:
                asked.add("interest_ids")
            profile.is_complete = all(profile[name] for name in asked)

    # === CONSTRAINTS === #

    @api.constrains("birth_date")
    def _check_birth_date(self):
        today = fields.Date.context_today(self)
        for profile in self:
            if profile.birth_date and not OLDEST <= profile.birth_date <= today:
                raise ValidationError(
                    self.env._("A birth date lies between 1900 and today.")
                )

    @api.constrains("interest_ids", "branch_id", "company_id")
    def _check_belongs(self):
        for profile in self:
            if profile.interest_ids.company_id - profile.company_id:
                raise ValidationError(
                    self.env._("Choose interests of the company of this profile.")
                )
            branch = profile.branch_id
            if branch and profile.company_id not in branch.sudo().parent_ids:
                raise ValidationError(
                    self.env._("Choose a branch of the company of this profile.")
                )

    @api.constrains(*FACTS)
    def _check_consent(self):
        for profile in self:
            if not profile.has_consent and any(profile[name] for name in FACTS):
                raise ValidationError(
                    self.env._(
                        "%(name)s has not allowed to keep this. Ask, and say so in "
                        "the form.",
                        name=profile.partner_id.display_name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Begin profiles of members, with what they allow."""
        told = [self._without_consent(vals) for vals in vals_list]
        empty = super().create(
            [{name: vals[name] for name in vals if name not in FACTS} for vals in told]
        )
        for profile, vals in zip(empty, vals_list, strict=True):
            facts = {name: vals[name] for name in FACTS if name in vals}
            if vals.get("has_consent"):
                facts["has_consent"] = True
            if facts:
                profile.write(facts)
        return empty

    def write(self, vals):
        """Note what members allow, and look whether their profiles are complete.

        :raise UserError: when a profile would go to somebody else
        """
        if not {"partner_id", "company_id"}.isdisjoint(vals):
            raise UserError(self.env._("A profile stays with its contact."))
        if "has_consent" in vals:
            self.check_access("write")
            self._note_consent(vals["has_consent"])
            if not vals["has_consent"]:
                vals = {name: vals[name] for name in vals if name not in FACTS}
        result = super().write(self._without_consent(vals))
        if not set(FACTS).isdisjoint(vals):
            self.filtered("is_complete")._completed()
        return result

    @api.model
    def _without_consent(self, vals):
        return {name: vals[name] for name in vals if name != "has_consent"}

    # === VERBS === #

    def _members(self):
        """The memberships of these contacts in the clubs of the company they told."""
        members = self.env["loyalty.club.member"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "in", ("active", "suspended")),
            ]
        )
        pairs = {
            (profile.partner_id._origin, profile.company_id._origin) for profile in self
        }
        return members.filtered(
            lambda member: (member.partner_id, member.company_id) in pairs
        )

    def _note_consent(self, is_given):
        # Nobody may write the log; who may write the profile has been checked.
        self.env["loyalty.club.consent"].sudo()._record(
            self.sudo()._members(), ["profile"], is_given=is_given, channel="backend"
        )
        self.invalidate_recordset(["has_consent"])

    def _completed(self):
        """These are complete now. Other layers give something for it, once."""

    def _empty(self):
        """Forget all that was told."""
        self.write(dict.fromkeys(FACTS, False) | {"interest_ids": [(5, 0, 0)]})

    def _leave_one(self, partner):
        """Leave one of the profiles that a person has told one company.

        :param partner: the contact whom he is from now on
        :return: the one that is left, and what the others told and it does not
        """
        first, *others = self.sorted(lambda each: each.partner_id != partner)
        facts = {}
        for other in others:
            for name in FACTS:
                if other[name] and not first[name] and name not in facts:
                    field = other._fields[name]
                    facts[name] = field.convert_to_write(other[name], other)
        self.browse().union(*others).unlink()
        return first, facts

    def _take_over(self, facts):
        """Tell what other profiles did; nothing at all if that is not allowed now."""
        self.ensure_one()
        self.invalidate_recordset()
        if not self.has_consent:
            self._empty()
        elif facts:
            self.write(facts)
