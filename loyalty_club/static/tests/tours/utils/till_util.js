import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";

export function sees(content, trigger) {
    return {content, trigger};
}

export function clicks(content, trigger) {
    return {content, trigger, run: "click"};
}

/** A till is there when all of it has been loaded, also on a busy machine. */
export function open() {
    return [Chrome.startPoS(), Dialog.confirm("Open Register")]
        .flat()
        .map((step) => ({...step, timeout: 60000}));
}

export function choosesCustomer(name) {
    return [
        ProductScreen.clickPartnerButton(),
        ProductScreen.clickCustomer(name),
    ].flat();
}

/** Open the till and sell a member coffee. */
export function begin(quantity = "3") {
    return [
        open(),
        ProductScreen.addOrderline("Coffee", quantity),
        choosesCustomer("Mina Rahimi"),
    ].flat();
}

export function pay() {
    return [
        PaymentScreen.clickPaymentMethod("Cash"),
        PaymentScreen.clickValidate(),
        ReceiptScreen.isShown(),
    ].flat();
}
