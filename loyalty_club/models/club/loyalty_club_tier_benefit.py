from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# What a tier gives, and the field of the contact that takes it, which has a value of
# its own in each company.
_GIVEN = {
    "pricelist_id": "specific_property_product_pricelist",
    "payment_term_id": "property_payment_term_id",
}


class LoyaltyClubTierBenefit(models.Model):
    """What a contact was given by his tiers in a company, and what he had before.

    Of several clubs, the first one, in the order of clubs, that gives a pricelist gives
    it; and so with payment terms. Only commercial entities are given any: people share
    the prices of their organisation, and their own tier must not change those.
    """

    _name = "loyalty.club.tier.benefit"
    _inherit = ["loyalty.club.rows"]
    _description = "Customer Club: Benefits in Force"
    _log_access = False
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, ondelete="cascade"
    )
    pricelist_id = fields.Many2one(
        comodel_name="product.pricelist", ondelete="restrict"
    )
    payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        string="Payment Terms",
        ondelete="restrict",
    )
    previous_pricelist_id = fields.Many2one(
        comodel_name="product.pricelist", ondelete="set null"
    )
    previous_payment_term_id = fields.Many2one(
        comodel_name="account.payment.term",
        string="Previous Payment Terms",
        ondelete="set null",
    )

    _partner_unique = models.Constraint(
        "UNIQUE(partner_id, company_id)", "A contact has his benefits once."
    )

    # === VERBS === #

    @api.model
    def _are_given(self, company) -> bool:
        """Whether any tier of a company brings prices or terms, or has brought some."""
        brings = Domain("pricelist_id", "!=", False) | Domain(
            "payment_term_id", "!=", False
        )
        tiers = self.env["loyalty.club.tier"]
        here = Domain("company_id", "=", company.id)
        return bool(
            tiers.search_count(here & brings, limit=1)
            or self.search_count(here, limit=1)
        )

    @api.model
    def _settle(self, partners):
        """Give these contacts what their tiers bring now, and take what they don't."""
        due = self._due(partners) if partners else []
        made = self._insert_rows(
            ["partner_id", "company_id"], [row[1:3] for row in due if not row[0]]
        )
        new_ids = iter(made.ids)
        benefits = self.browse([row[0] or next(new_ids) for row in due])
        changes = {name: {} for name in _GIVEN}
        for benefit, (_id, _partner_id, _company_id, *wanted) in zip(
            benefits, due, strict=True
        ):
            for name, value in zip(_GIVEN, wanted, strict=True):
                if benefit[name].id != (value or False):
                    changes[name].setdefault(value, []).append(benefit.id)
        for name, by_value in changes.items():
            for value, ids in by_value.items():
                self.browse(ids)._give(name, value)
        benefits.filtered(
            lambda each: not (each.pricelist_id or each.payment_term_id)
        ).unlink()

    def _withdraw(self):
        """Let these contacts have what they had before."""
        for name in _GIVEN:
            self.filtered(name)._give(name, None)
        self.unlink()

    @api.model
    def _due(self, partners):
        """Who is to have something else than he was given.

        :return: rows of the id there is, partner, company, and what each of
            ``_GIVEN`` should be
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH wanted AS (
                    SELECT member.partner_id, member.company_id,
                           (array_agg(tier.pricelist_id ORDER BY club.sequence, club.id)
                            FILTER (WHERE tier.pricelist_id IS NOT NULL)
                           )[1] AS pricelist_id,
                           (array_agg(
                               tier.payment_term_id ORDER BY club.sequence, club.id)
                            FILTER (WHERE tier.payment_term_id IS NOT NULL)
                           )[1] AS payment_term_id
                      FROM loyalty_club_member AS member
                      JOIN loyalty_club AS club ON club.id = member.club_id
                      JOIN loyalty_club_tier AS tier ON tier.id = member.tier_id
                      JOIN res_partner AS partner ON partner.id = member.partner_id
                     WHERE member.partner_id = ANY(%(ids)s)
                       AND member.state = 'active' AND member.active AND club.active
                       AND partner.commercial_partner_id = partner.id
                       AND COALESCE(tier.pricelist_id, tier.payment_term_id) IS NOT NULL
                  GROUP BY member.partner_id, member.company_id
                ),
                given AS (
                    SELECT * FROM loyalty_club_tier_benefit
                     WHERE partner_id = ANY(%(ids)s)
                )
                SELECT given.id, partner_id, company_id,
                       wanted.pricelist_id, wanted.payment_term_id
                  FROM wanted FULL JOIN given USING (partner_id, company_id)
                 WHERE wanted.pricelist_id IS DISTINCT FROM given.pricelist_id
                    OR wanted.payment_term_id IS DISTINCT FROM given.payment_term_id
                """,
                ids=partners.ids,
            )
        )

    def _give(self, name, value):
        """Let these contacts have ``value``, or what they had before where it is empty.

        What somebody else has changed meanwhile is not ours any more: it counts as what
        they had before, and is not taken away.
        """
        target, previous = _GIVEN[name], f"previous_{name}"
        for company, benefits in self.grouped("company_id").items():
            changes = {}
            for benefit in benefits:
                partner = benefit.partner_id.with_company(company)
                current = partner[target]
                if not benefit[name] or current != benefit[name]:
                    benefit[previous] = current
                wanted = value or benefit[previous].id
                if partner == partner.commercial_partner_id and current.id != wanted:
                    changes.setdefault(wanted, []).append(partner.id)
            for wanted, partner_ids in changes.items():
                partners = benefits.partner_id.browse(partner_ids)
                partners.with_company(company).write({target: wanted})
        self.write({name: value})
