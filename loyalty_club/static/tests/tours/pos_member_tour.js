import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import {begin, pay} from "@loyalty_club/../tests/tours/utils/till_util";
import {registry} from "@web/core/registry";

// A member buys three coffees and brings one back.
registry.category("web_tour.tours").add("loyalty_club_pos_member_tour", {
    steps: () =>
        [
            begin(),
            ProductScreen.clickPayButton(),
            pay(),
            ReceiptScreen.clickNextOrder(),
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
            begin(),
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
