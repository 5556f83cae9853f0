from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from .minting import is_minting, minting

# What a native programme is made of.
_BENEFIT = {
    *("kind", "is_variable", "value_per_point", "discount_mode", "discount"),
    *("discount_applicability", "discount_product_ids", "discount_max_amount"),
    *("discount_product_category_id", "min_amount", "reward_product_id"),
    *("reward_product_qty", "max_share"),
}
_WITH_CARDS = ("discount", "product")


class LoyaltyClubReward(models.Model):
    """The native programme behind a reward, made and kept in step by it.

    Who holds a coupon keeps what he was promised: once a programme has cards, a changed
    reward gets another one, and the old one serves the cards it has.
    """

    _inherit = "loyalty.club.reward"

    program_id = fields.Many2one(
        comodel_name="loyalty.program",
        string="Programme",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The programme of Odoo that new coupons of this reward are cards of.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Make the programmes of these rewards, too."""
        rewards = super().create([{**vals, "program_id": False} for vals in vals_list])
        rewards._keep_programs()
        return rewards

    def write(self, vals):
        """Keep the programmes in step. Which ones they are is for nobody to say."""
        if not is_minting(self):
            vals = {name: value for name, value in vals.items() if name != "program_id"}
        result = super().write(vals)
        if not _BENEFIT.isdisjoint(vals):
            self._keep_programs()
        elif "name" in vals:
            self._keep_names()
        return result

    def _update_field_translations(self, *args, **options):
        """Keep the names of the programmes in step, in all languages."""
        result = super()._update_field_translations(*args, **options)
        self._keep_names()
        return result

    def copy_data(self, default=None):
        """Name copies as copies."""
        return [
            {**vals, "name": self.env._("%s (copy)", reward.name)}
            for reward, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_never_given(self):
        given = self.env["loyalty.club.coupon"].sudo()  # also those he may not see
        given = given.search([("reward_id", "in", self.ids)], limit=1)
        if given:
            raise UserError(
                self.env._(
                    "Members have got %(reward)s, and their history is kept. Archive "
                    "it instead.",
                    reward=given.reward_id.name,
                )
            )

    # === VERBS === #

    def _keep_programs(self):
        """Have the programmes give what these rewards promise."""
        # Marketing makes rewards; who may write programmes of Odoo is another question.
        for reward in minting(self.sudo()):
            program = reward.program_id
            if reward.kind not in _WITH_CARDS:
                reward.program_id = False
            elif program and not reward._has_cards(program):
                program.rule_ids.unlink()
                old = program.reward_ids
                program.write(reward._program_values())
                old.unlink()
            else:
                reward.program_id = program.create(reward._program_values())
            reward._keep_names()

    def _has_cards(self, program) -> bool:
        cards = self.env["loyalty.card"].sudo().with_context(active_test=False)
        return bool(cards.search_count([("program_id", "=", program.id)], limit=1))

    def _keep_names(self):
        """Name what stands on orders and receipts after these rewards."""
        for reward in self.sudo().filtered("program_id"):
            translations = reward.get_field_translations("name")[0]
            names = {
                each["lang"]: each["value"] or each["source"] for each in translations
            }
            program = minting(reward.program_id)
            program.update_field_translations("name", names)
            program.reward_ids.update_field_translations("description", names)
            line_product = program.reward_ids.discount_line_product_id
            line_product.product_tmpl_id.update_field_translations("name", names)

    def _program_values(self) -> dict:
        """The programme that gives what this reward promises, and nothing by itself."""
        rules = []
        if self.min_amount:
            rules = [
                Command.create({"minimum_amount": self.min_amount, "minimum_qty": 0})
            ]
        return {
            "name": self.name,
            "program_type": "coupons",
            "applies_on": "current",
            "trigger": "with_code",
            "company_id": self.company_id.id,
            "portal_visible": False,
            "limit_usage": False,
            "rule_ids": rules,
            "reward_ids": [
                Command.create({**self._benefit_values(), "description": self.name})
            ],
            "loyalty_club_reward_id": self.id,
            "loyalty_club_max_share": self.max_share if self.is_variable else 100.0,
        }

    def _benefit_values(self) -> dict:
        if self.kind == "product":
            return {
                "reward_type": "product",
                "reward_product_id": self.reward_product_id.id,
                "reward_product_qty": self.reward_product_qty,
                "required_points": 1,
            }
        mode = "per_point" if self.is_variable else self.discount_mode
        return {
            "reward_type": "discount",
            "discount_mode": mode,
            "discount": self.value_per_point if self.is_variable else self.discount,
            "discount_applicability": self.discount_applicability,
            "discount_product_ids": [Command.set(self.discount_product_ids.ids)],
            "discount_product_category_id": self.discount_product_category_id.id,
            "discount_max_amount": self.discount_max_amount,
            "required_points": 1,
        }
