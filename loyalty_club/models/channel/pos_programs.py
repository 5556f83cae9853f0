from odoo import api, models


class PosConfig(models.Model):
    """A till loads the programmes of rewards when it needs them, one at a time."""

    _inherit = "pos.config"

    # === LOADING === #

    def _get_program_ids(self):
        """Take along only those rewards whose coupons stand on receipts of tills.

        There may be many rewards, and each that was changed has left a programme for
        the coupons that were given before: a till that opens need not wait for them.
        """
        programs = super()._get_program_ids()
        # Cashiers load programmes without the right to read rewards of other companies.
        ours = programs.filtered(lambda each: each.sudo().loyalty_club_reward_id)
        if not ours:
            return programs
        return programs - ours + (ours & self._loyalty_club_programs_in_use())

    def _loyalty_club_programs_in_use(self):
        """The programmes whose coupons a till of this company keeps for a receipt."""
        coupons = self.env["loyalty.club.coupon"].sudo()  # of customers of other tills
        kept = coupons.search(
            [
                ("document", "=like", "pos.order,%"),
                ("state", "=", "issued"),
                ("company_id", "parent_of", self.company_id.id),
            ]
        )
        return kept.card_id.program_id.with_env(self.env)

    def _loyalty_club_records(self, cards):
        """What a till loads to apply these cards: with their programmes and goods."""
        # What a cashier's till needs of the coupon he was given, whatever else he may.
        config, programs = self.sudo(), cards.sudo().program_id
        goods = programs.reward_ids.discount_line_product_id
        goods |= programs.reward_ids.reward_product_ids
        records = (
            self.env["product.template"]
            .sudo()
            .with_context(load_archived=True)
            .load_product_from_pos(
                config.id, [("product_variant_ids", "in", goods.ids)]
            )
        )
        for found in (programs, programs.rule_ids, programs.reward_ids, cards.sudo()):
            records[found._name] = found._load_pos_data_read(found, config)
        for card in records["loyalty.card"]:
            # Odoo shows the cards of a partner with the points on them.
            card["partner_id"] = False
        return records

    def _loyalty_club_wallet(self, coupon):
        """What a till loads of the wallet that a coupon has filled, if it knows it."""
        if coupon.kind != "wallet":
            return {}
        program = coupon.reward_id._wallet_program()
        if program not in self._get_program_ids():
            return {}
        wallet = coupon.member_id._wallets(program)[coupon.member_id]
        return {wallet._name: wallet._load_pos_data_read(wallet, self.sudo())}


class LoyaltyProgram(models.Model):
    """A till knows programmes of rewards, and the share of a receipt they may pay."""

    _inherit = "loyalty.program"

    @api.model
    def _load_pos_data_read(self, records, config):
        """Tell the till which programmes are ours."""
        rows = super()._load_pos_data_read(records, config)
        programs = self.sudo().browse(row["id"] for row in rows)
        for row, program in zip(rows, programs, strict=True):
            row["_loyalty_club_share"] = (
                program.loyalty_club_reward_id and program.loyalty_club_max_share / 100
            ) or 0
        return rows
