import {OrderSummary} from "@point_of_sale/app/screens/product_screen/order_summary/order_summary";
import {patch} from "@web/core/utils/patch";

patch(OrderSummary.prototype, {
    /** Who deletes the line of a coupon takes it off the receipt. */
    _setValue(value) {
        const line = this.currentOrder.getSelectedOrderline();
        const cardId = line?.is_reward_line && line.coupon_id?.id;
        super._setValue(...arguments);
        if (cardId && value === "remove") {
            this.currentOrder.takeOffClubCoupon(cardId);
            this.pos.updateRewards();
        }
    },
});
