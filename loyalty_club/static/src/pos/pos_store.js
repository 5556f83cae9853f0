import {PosStore} from "@point_of_sale/app/services/pos_store";
import {patch} from "@web/core/utils/patch";
import {ClubDialog} from "@loyalty_club/pos/club_dialog";
import {couponCode} from "@loyalty_club/pos/figures";
import {CouponDesk} from "@loyalty_club/pos/coupon_desk";
import {JoinDialog} from "@loyalty_club/pos/join_dialog";
import {makeAwaitable} from "@point_of_sale/app/utils/make_awaitable_dialog";
import {MemberDesk} from "@loyalty_club/pos/member_desk";

patch(PosStore.prototype, {
    async setup() {
        // Odoo updates rewards while it sets the till up.
        this.couponDesk = new CouponDesk(this);
        await super.setup(...arguments);
        this.memberDesk = new MemberDesk(this);
        // Whoever joined before a reload need not wait for the next lost connection.
        this.memberDesk.finishWaiting();
    },

    /** Have somebody join a club; the customer of the order, if there is one. */
    async joinClub({partner = null, request = {}} = {}) {
        return makeAwaitable(this.dialog, JoinDialog, {partner, request});
    },

    /** Show what the customer of the order can do with his points. */
    openClub() {
        this.dialog.add(ClubDialog, {order: this.getOrder()});
    },

    /** A coupon of a member is kept for the order before it is applied. */
    async activateCode(text) {
        const code = couponCode(text);
        return code
            ? this.couponDesk.enter(this.getOrder(), code)
            : super.activateCode(...arguments);
    },

    /** Whenever an order has changed, the server is told which coupons it has not. */
    updateRewards() {
        const order = this.getOrder();
        if (order && !order.finalized) {
            this.couponDesk.tellFreed(order);
        }
        return super.updateRewards(...arguments);
    },

    async _onBeforeDeleteOrder(order) {
        await this.couponDesk.giveUp(order);
        return super._onBeforeDeleteOrder(...arguments);
    },

    postSyncAllOrders() {
        super.postSyncAllOrders(...arguments);
        // The connection works.
        this.memberDesk.finishWaiting();
    },
});
