import {_t} from "@web/core/l10n/translation";
import {AlertDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import {patch} from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    /** A coupon that was not kept for long enough is taken off before money is taken. */
    async validateOrder() {
        const refusal = await this.pos.couponDesk.keep(this.order);
        if (refusal) {
            this.pos.dialog.add(AlertDialog, {
                title: _t("A coupon can't be used any more"),
                body: refusal,
            });
            return;
        }
        return super.validateOrder(...arguments);
    },
});
