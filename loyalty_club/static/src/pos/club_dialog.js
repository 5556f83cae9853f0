import {Component, onWillStart, useState} from "@odoo/owl";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {addedPoints, balance, couponCode} from "@loyalty_club/pos/figures";
import {expiring, points, until} from "@loyalty_club/pos/figures";
import {_t} from "@web/core/l10n/translation";
import {Dialog} from "@web/core/dialog/dialog";
import {PointsInput} from "@loyalty_club/pos/points_input";
import {usePos} from "@point_of_sale/app/hooks/pos_hook";
import {uuidv4} from "@point_of_sale/utils";

const ICONS = {
    discount: "fa-percent",
    product: "fa-coffee",
    wallet: "fa-credit-card",
    gift: "fa-gift",
};

/** What the customer earns with the receipt, holds, and can have: a touch each. */
export class ClubDialog extends Component {
    static template = "loyalty_club.ClubDialog";
    static components = {Dialog, PointsInput};
    static props = {order: Object, close: Function};

    setup() {
        this.pos = usePos();
        this.desk = this.pos.couponDesk;
        this.icons = ICONS;
        this.until = until;
        this.state = useState({
            offers: [],
            memberId: 0,
            isOffline: false,
            isBusy: false,
            isExplained: false,
            code: "",
            error: "",
        });
        // A reward is asked for under a name of its own until the server has answered.
        this.keys = {};
        onWillStart(() => this.load());
    }

    get order() {
        return this.props.order;
    }

    get partner() {
        return this.order.getPartner();
    }

    /** The membership that is shown. */
    get offer() {
        const {offers, memberId} = this.state;
        return offers.find((offer) => offer.id === memberId) || offers[0];
    }

    get balance() {
        return balance(this.offer);
    }

    get staleSince() {
        return this.pos.memberDesk.staleSince(this.partner);
    }

    get coming() {
        return _t("%s with this receipt", addedPoints(this.offer.coming));
    }

    get pending() {
        return _t("%s follow later", points(this.offer.pending_points));
    }

    get expiring() {
        return expiring(this.offer);
    }

    money(amount) {
        const text = this.env.utils.formatCurrency(amount);
        // The sign stays in front of its digits, in right-to-left text, too.
        return amount < 0 ? `\u200e${text}` : text;
    }

    get applied() {
        return Object.values(this.order.uiState.clubCoupons).map((coupon) => ({
            ...coupon,
            amount: this.order.lines
                .filter((line) => line.coupon_id?.id === coupon.card_id)
                .reduce((sum, line) => sum + line.prices.total_included, 0),
            isIdle: !this.order.hasClubCoupon(coupon.card_id),
        }));
    }

    get coupons() {
        const held = this.offer.coupons.filter(
            (coupon) => !(coupon.card_id in this.order.uiState.clubCoupons)
        );
        // What can be used now comes first.
        const isRefused = (coupon) => Number(Boolean(coupon.refusal));
        return held.sort((one, other) => isRefused(one) - isRefused(other));
    }

    /** Rewards of which the member says how many points he uses. */
    get variable() {
        return this.offer.rewards.filter((reward) => reward.is_variable);
    }

    get fixed() {
        return this.offer.rewards.filter((reward) => !reward.is_variable);
    }

    /** Why a reward can't be had now. */
    refusal(reward) {
        if (this.isApplied(reward)) {
            return _t("On this receipt");
        }
        if (reward.refusal) {
            return reward.refusal;
        }
        const isOnGoods = reward.kind === "discount";
        if (isOnGoods && !(this.order.priceIncl > 0)) {
            return _t("Add products first");
        }
        if (reward.is_variable && reward.most < reward.fewest) {
            return _t("From %s points on", points(reward.fewest));
        }
        return "";
    }

    isApplied(reward) {
        return Object.values(this.order.uiState.clubCoupons).some(
            (coupon) => coupon.reward_id === reward.id
        );
    }

    // === ACTIONS === //

    async load() {
        try {
            this.state.offers = await this.desk.offer(this.order);
            this.state.isOffline = false;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.showKnown();
        }
    }

    /** Without a connection: what was known, with the time of it. */
    showKnown() {
        this.pos.memberDesk.lookUp(this.partner);
        this.state.isOffline = true;
        this.state.offers = this.pos.memberDesk
            .cardsOf(this.partner)
            .map((card) => ({...card, coupons: [], rewards: []}));
    }

    /** Do one thing at a time, and show what it has come to. */
    async act(work) {
        if (this.state.isBusy) {
            return;
        }
        Object.assign(this.state, {isBusy: true, error: ""});
        try {
            this.state.error = (await work()) || "";
            await this.load();
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                this.showKnown();
            } else if (error instanceof RPCError) {
                this.state.error = error.data?.message || error.message;
            } else {
                throw error;
            }
        } finally {
            this.state.isBusy = false;
        }
    }

    redeem(reward, number = 0) {
        return this.act(async () => {
            const name = `${reward.id}/${number}`;
            this.keys[name] ||= uuidv4();
            const values = {
                member_id: this.offer.id,
                reward_id: reward.id,
                points: number,
                key: this.keys[name],
            };
            try {
                const refusal = await this.desk.redeem(this.order, values);
                delete this.keys[name];
                return refusal;
            } catch (error) {
                if (error instanceof RPCError) {
                    delete this.keys[name];
                }
                throw error;
            }
        });
    }

    apply(coupon) {
        return this.act(() => this.desk.apply(this.order, coupon.id));
    }

    remove(coupon) {
        return this.act(() => this.desk.takeOff(this.order, coupon.card_id));
    }

    handOver(coupon) {
        return this.act(() => this.desk.handOver(this.order, coupon.id));
    }

    enter() {
        const code = couponCode(this.state.code);
        if (!code) {
            this.state.error = _t("This is no code of a coupon of the club.");
            return;
        }
        this.act(async () => {
            const result = await this.desk.enter(this.order, code);
            if (result !== true) {
                return result;
            }
            this.state.code = "";
            return "";
        });
    }

    onCodeKeydown(event) {
        if (event.key === "Enter") {
            event.preventDefault();
            event.stopPropagation();
            this.enter();
        }
    }
}
