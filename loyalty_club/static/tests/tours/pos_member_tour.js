import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import {registry} from "@web/core/registry";

function pay() {
    return [
        PaymentScreen.clickPaymentMethod("Cash"),
        PaymentScreen.clickValidate(),
        ReceiptScreen.isShown(),
        ReceiptScreen.clickNextOrder(),
    ].flat();
}

// A member buys three coffees and brings one back.
registry.category("web_tour.tours").add("loyalty_club_pos_member_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.addOrderline("Coffee", "3"),
            ProductScreen.clickPartnerButton(),
            ProductScreen.clickCustomer("Mina Rahimi"),
            ProductScreen.clickPayButton(),
            pay(),
            ProductScreen.clickRefund(),
            TicketScreen.selectOrder("001"),
            ProductScreen.clickNumpad("1"),
            TicketScreen.toRefundTextContains("To Refund: 1.00"),
            TicketScreen.confirmRefund(),
            PaymentScreen.isShown(),
            pay(),
        ].flat(),
});

function wallet(button) {
    return [
        PosLoyalty.eWalletButtonState({highlighted: true, text: button, click: true}),
        PosLoyalty.orderTotalIs("0.00"),
        PosLoyalty.finalizeOrder("Cash", "0"),
    ].flat();
}

// A member pays three coffees from the wallet, and gets the money for one back there.
registry.category("web_tour.tours").add("loyalty_club_pos_wallet_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.addOrderline("Coffee", "3"),
            ProductScreen.clickPartnerButton(),
            ProductScreen.clickCustomer("Mina Rahimi"),
            wallet("eWallet Pay"),
            ProductScreen.clickRefund(),
            TicketScreen.selectOrder("001"),
            ProductScreen.clickNumpad("1"),
            TicketScreen.toRefundTextContains("To Refund: 1.00"),
            TicketScreen.confirmRefund(),
            PaymentScreen.isShown(),
            PaymentScreen.clickBack(),
            wallet("eWallet Refund"),
        ].flat(),
});
