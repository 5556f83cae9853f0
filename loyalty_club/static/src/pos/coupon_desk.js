import {_t} from "@web/core/l10n/translation";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";

/**
 * What members do with receipts that are not paid yet: they get rewards for points, and
 * use coupons.
 *
 * The server decides, and keeps each coupon for one receipt; Odoo counts what it gives
 * here. What is taken off a receipt is told to the server, or it finds out when the
 * receipt is paid, or when it has not been for an hour.
 */
export class CouponDesk {
    constructor(pos) {
        this.pos = pos;
        this.ask = (method, ...args) =>
            pos.data.call("pos.config", method, [[pos.config.id], ...args]);
    }

    /** What a customer earns with a receipt, holds, and can have. */
    async offer(order) {
        const offers = await this.ask(
            "loyalty_club_offer",
            this._request(order),
            lines(order)
        );
        this.pos.memberDesk.learn(order.getPartner().id, offers);
        return offers;
    }

    /**
     * Get a reward for points, and apply it where it can be applied.
     *
     * @returns {string} what kept it from being applied, if anything
     * @throws {RPCError} when the server refuses
     */
    async redeem(order, values) {
        return this.put(
            order,
            await this.ask("loyalty_club_redeem", this._request(order, values))
        );
    }

    /** Apply a coupon that a member holds; answers as `redeem` does. */
    async apply(order, couponId) {
        const request = this._request(order, {coupon_id: couponId});
        return this.put(order, await this.ask("loyalty_club_apply", request));
    }

    /** Apply the coupon with this code; answers as Odoo's own `activateCode` does. */
    async enter(order, code) {
        try {
            const {successful, payload} = await this.pos.data.call(
                "pos.config",
                "use_coupon_code",
                [
                    [this.pos.config.id],
                    code,
                    order.date_order,
                    order.getPartner()?.id || false,
                    order.pricelist_id?.id || false,
                    order.uuid,
                ]
            );
            if (!successful) {
                return payload.error_message;
            }
            return (await this.put(order, payload.loyalty_club)) || true;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return _t("Coupons of members need a connection. Please try again.");
        }
    }

    /** Say that a gift was handed over. */
    async handOver(order, couponId) {
        await this.ask(
            "loyalty_club_hand_over",
            this._request(order, {coupon_id: couponId})
        );
    }

    /** Put on a receipt what the server has kept for it; or why that can't be done. */
    async put(order, {coupon, records}) {
        if (!coupon.card_id) {
            await this._showWallets(order, records);
            return "";
        }
        this._load(records);
        const card = this.pos.models["loyalty.card"].get(coupon.card_id);
        order.uiState.clubCoupons[card.id] = coupon;
        order._code_activated_coupon_ids = [["link", card]];
        await this.pos.orderUpdateLoyaltyPrograms();
        const refusal = await this._apply(order, card);
        if (refusal) {
            await this.takeOff(order, card.id);
            return refusal;
        }
        this.pos.updateRewards();
        return "";
    }

    /** Take a coupon off a receipt. */
    async takeOff(order, cardId) {
        order.takeOffClubCoupon(cardId);
        await this.tellFreed(order);
        this.pos.updateRewards();
    }

    /** Tell the server what has been taken off a receipt since. */
    async tellFreed(order) {
        while (order.uiState.clubFreed?.length) {
            const couponId = order.uiState.clubFreed.shift();
            await this._release(this._request(order, {coupon_id: couponId}));
        }
    }

    /** Free all coupons of a receipt that is given up. */
    async giveUp(order) {
        if (Object.keys(order.uiState.clubCoupons).length) {
            await this._release(this._request(order));
        }
    }

    /**
     * Have the coupons of a receipt kept while it is paid.
     *
     * @returns {string} why one can't be used any more; it is off the receipt then
     */
    async keep(order) {
        for (const [cardId, coupon] of Object.entries(order.uiState.clubCoupons)) {
            const refusal = await this._keep(order, coupon);
            if (refusal) {
                await this.takeOff(order, Number(cardId));
                return `${coupon.name}: ${refusal}`;
            }
        }
        return "";
    }

    async _keep(order, coupon) {
        try {
            return await this.ask(
                "loyalty_club_keep",
                this._request(order, {coupon_id: coupon.id})
            );
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            // It was kept for this receipt: the customer gets what he was shown.
            return "";
        }
    }

    async _release(request) {
        try {
            await this.ask("loyalty_club_release", request);
        } catch (error) {
            const isLost = error instanceof ConnectionLostError;
            if (!isLost && !(error instanceof RPCError)) {
                throw error;
            }
            // It is free when the hour is over, or when the receipt is paid without it.
        }
    }

    async _apply(order, card) {
        const [reward] = card.program_id.reward_ids;
        if (order.lines.some((line) => line.reward_id?.id === reward.id)) {
            return _t("Only one of these can be used on a receipt.");
        }
        order.uiState.disabledRewards.delete(reward.id);
        if (reward.reward_type === "product") {
            await this._addGoods(order, reward, card);
            if (order.lines.some((line) => line.coupon_id?.id === card.id)) {
                return "";
            }
        }
        const result = order._applyReward(reward, card.id, {});
        return result === true ? "" : result;
    }

    /** Show wallets as the server has filled them, not those that Odoo made up here. */
    async _showWallets(order, records) {
        const wallets = records["loyalty.card"] || [];
        if (!wallets.length) {
            return;
        }
        const isMadeUp = (card) =>
            card.id < 0 &&
            wallets.some(
                (wallet) =>
                    card.partner_id?.id === wallet.partner_id &&
                    card.program_id?.id === wallet.program_id
            );
        for (const card of this.pos.models["loyalty.card"].filter(isMadeUp)) {
            delete order.uiState.couponPointChanges[card.id];
            card.delete();
        }
        this._load(records);
        await this.pos.orderUpdateLoyaltyPrograms();
    }

    /** Odoo makes goods on the receipt free: what is not there yet is added. */
    async _addGoods(order, reward, card) {
        const product = reward.reward_product_id;
        const isThere = order._computeUnclaimedFreeProductQty(
            reward,
            card.id,
            product,
            card.points
        );
        if (isThere <= 0) {
            await this.pos.addLineToCurrentOrder({
                product_id: product,
                product_tmpl_id: product.product_tmpl_id,
                qty: reward.reward_product_qty,
            });
        }
    }

    _request(order, values = {}) {
        return {
            order_uuid: order.uuid,
            partner_id: order.getPartner()?.id || 0,
            ...values,
        };
    }

    _load(records) {
        const {models, data} = this.pos;
        const loaded = models.connectNewData(records);
        data.synchronizeServerDataInIndexedDB(records);
        // What Odoo prepares when a till is opened.
        for (const rule of loaded["loyalty.rule"] || []) {
            rule.validProductIds = new Set(rule.raw.valid_product_ids);
        }
        for (const reward of loaded["loyalty.reward"] || []) {
            this.pos.computeDiscountProductIds(
                reward,
                models["product.product"].getAll()
            );
        }
    }
}

/** The lines of a receipt, for the server to count what they earn. */
function lines(order) {
    return order.lines.map((line) => ({
        product_id: line.product_id.id,
        qty: line.qty,
        price_unit: line.price_unit,
        discount: line.discount,
        tax_ids: line.tax_ids.map((tax) => tax.id),
        reward_id: line.reward_id?.id || 0,
        coupon_id: known(line.coupon_id),
        refunded_orderline_id: known(line.refunded_orderline_id),
    }));
}

/** The id that the server has given a record, if it has. */
function known(record) {
    return typeof record?.id === "number" && record.id > 0 ? record.id : 0;
}
