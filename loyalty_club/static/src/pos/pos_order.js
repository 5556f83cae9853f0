import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";
import {PosOrder} from "@point_of_sale/app/models/pos_order";

patch(PosOrder.prototype, {
    initState() {
        super.initState();
        this._initClubState();
    },

    restoreState() {
        super.restoreState(...arguments);
        this._initClubState();
    },

    _initClubState() {
        // The coupons that the server keeps for this receipt, by the id of their card;
        // and those taken off that it need be told of.
        this.uiState.clubCoupons ||= {};
        this.uiState.clubFreed ||= [];
    },

    /** Coupons belong to a member: they go with him. */
    setPartner(partner) {
        const before = this.getPartner()?.id;
        super.setPartner(...arguments);
        if (this.uiState.clubCoupons && before !== this.getPartner()?.id) {
            this._takeOffClubCoupons();
        }
    },

    _resetPrograms() {
        this._takeOffClubCoupons();
        super._resetPrograms(...arguments);
    },

    /** Take a coupon of a member off; the server is told later. */
    takeOffClubCoupon(cardId) {
        const coupon = this.uiState.clubCoupons[cardId];
        if (!coupon) {
            return;
        }
        delete this.uiState.clubCoupons[cardId];
        this.uiState.clubFreed.push(coupon.id);
        for (const line of this.lines.filter((each) => each.coupon_id?.id === cardId)) {
            line.delete();
        }
        this.models["loyalty.card"].get(cardId)?.delete();
    },

    _takeOffClubCoupons() {
        for (const cardId of Object.keys(this.uiState.clubCoupons)) {
            this.takeOffClubCoupon(Number(cardId));
        }
    },

    /** Whether a coupon of a member gives something on this receipt now. */
    hasClubCoupon(cardId) {
        return this.lines.some((line) => line.coupon_id?.id === cardId);
    },

    /** After a reload, Odoo has forgotten which cards were applied. */
    _updateRewardLines() {
        const cards = this.lines
            .map((line) => line.coupon_id)
            .filter(
                (card) =>
                    card?.id in (this.uiState.clubCoupons || {}) &&
                    !this._code_activated_coupon_ids.some(({id}) => id === card.id)
            );
        if (cards.length) {
            this._code_activated_coupon_ids = [["link", ...new Set(cards)]];
        }
        return super._updateRewardLines(...arguments);
    },

    _applyReward(reward) {
        const {program_id: program} = reward;
        if (
            program._loyalty_club_share &&
            !this._canGenerateRewards(program, this.priceIncl, this.priceExcl)
        ) {
            return _t("This coupon is for larger purchases.");
        }
        return super._applyReward(...arguments);
    },

    _getDiscountableOnOrder(reward) {
        const order = seenBy(reward, this);
        return clubShare(reward, super._getDiscountableOnOrder.call(order, reward));
    },

    _getDiscountableOnSpecific(reward) {
        const order = seenBy(reward, this);
        return clubShare(reward, super._getDiscountableOnSpecific.call(order, reward));
    },

    _getCheapestLine(reward) {
        return super._getCheapestLine.call(seenBy(reward, this), reward);
    },
});

/**
 * A receipt as a reward sees it: coupons of members take nothing off what fills
 * wallets and gift cards, and a wallet does not pay for what fills it.
 */
function seenBy(reward, order) {
    const program = reward.program_id;
    if (!program._loyalty_club_share && program.program_type !== "ewallet") {
        return order;
    }
    const filled = program._loyalty_club_share
        ? order.models["loyalty.program"].filter(({program_type}) =>
              ["ewallet", "gift_card"].includes(program_type)
          )
        : [program];
    const topUps = new Set(
        filled.flatMap((each) => each.trigger_product_ids.map(({id}) => id))
    );
    const goods = order
        .getOrderlines()
        .filter((line) => !topUps.has(line.getProduct().id));
    return Object.create(order, {getOrderlines: {value: () => goods}});
}

/** The part of an amount, and of its parts by tax, that points can pay. */
export function clubShare(reward, whole) {
    const share = reward.program_id._loyalty_club_share || 1;
    const byTax = Object.entries(whole.discountablePerTax);
    return {
        discountable: whole.discountable * share,
        discountablePerTax: Object.fromEntries(
            byTax.map(([taxes, part]) => [taxes, part * share])
        ),
    };
}
