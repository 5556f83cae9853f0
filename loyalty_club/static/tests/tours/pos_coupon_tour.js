import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as Offline from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import {
    begin,
    choosesCustomer,
    clicks,
    open,
    pay,
    sees,
} from "@loyalty_club/../tests/tours/utils/till_util";
import {
    refresh,
    run,
    scan_barcode,
} from "@point_of_sale/../tests/generic_helpers/utils";
import {registry} from "@web/core/registry";

/* global posmodel */

const DIALOG = ".o_loyalty_club_dialog";

function openClub() {
    return [
        clicks("open the club", ".o_loyalty_club_button"),
        sees("the offer", `${DIALOG} .o_card`),
    ];
}

function done() {
    return [
        clicks("done", `${DIALOG} .modal-footer .btn:contains("Done")`),
        sees("the dialog goes", `body:not(:has(${DIALOG}))`),
    ];
}

function get(name) {
    return clicks(
        `get ${name}`,
        `${DIALOG} .o_rewards .o_row:contains("${name}") .o_get:enabled`
    );
}

function apply(name) {
    return clicks(
        `apply ${name}`,
        `${DIALOG} .o_coupons .o_row:contains("${name}") .o_apply:enabled`
    );
}

function remove(name) {
    return clicks(
        `remove ${name}`,
        `${DIALOG} .o_applied .o_row:contains("${name}") .o_remove:enabled`
    );
}

function balanceIs(points) {
    return sees(`balance is ${points}`, `${DIALOG} .o_balance:contains("${points}")`);
}

function use(number) {
    return [
        {
            content: `use ${number} points`,
            trigger: `${DIALOG} .o_variable .o_number`,
            run: `edit ${number}`,
        },
        clicks("use them", `${DIALOG} .o_variable .o_use:enabled`),
        sees("they are used", `${DIALOG} .o_applied .o_row:contains("points")`),
    ];
}

// A member gets a reward, takes it off, uses a coupon and points, pays, and returns it.
registry.category("web_tour.tours").add("loyalty_club_pos_coupon_tour", {
    steps: () =>
        [
            begin(),
            openClub(),
            balanceIs("1,000"),
            sees("what it earns", `${DIALOG} .o_coming:contains("30")`),
            clicks("why", `${DIALOG} .o_coming`),
            sees("the rule", `${DIALOG} .o_reasons:contains("1 point each")`),
            get("10 % off"),
            sees("it is applied", `${DIALOG} .o_applied .o_row:contains("10 % off")`),
            balanceIs("900"),
            sees("less is earned", `${DIALOG} .o_coming:contains("27")`),
            remove("10 % off"),
            balanceIs("1,000"),
            sees("nothing is applied", `${DIALOG}:not(:has(.o_applied))`),
            apply("Half a coffee"),
            sees("it is applied", `${DIALOG} .o_applied .o_row`),
            use("۵۰۰"),
            balanceIs("500"),
            done(),
            PosLoyalty.orderTotalIs("20.00"),
            ProductScreen.clickPayButton(),
            pay(),
            sees("what was used", `.o_loyalty_club_receipt .o_used:contains("500")`),
            sees("what is left", `.o_loyalty_club_receipt .o_balance:contains("520")`),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.clickRefund(),
            TicketScreen.selectOrder("001"),
            ProductScreen.clickNumpad("3"),
            TicketScreen.toRefundTextContains("To Refund: 3.00"),
            // What the coupons gave comes back, too: else they stay used.
            ProductScreen.clickLine("Half a coffee"),
            ProductScreen.clickNumpad("1"),
            ProductScreen.clickLine("Pay with points"),
            ProductScreen.clickNumpad("1"),
            TicketScreen.confirmRefund(),
            PaymentScreen.isShown(),
            pay(),
        ].flat(),
});

// Credit that a member gets can be paid with at once, the first time and the next.
registry.category("web_tour.tours").add("loyalty_club_pos_credit_tour", {
    steps: () =>
        [
            begin(),
            openClub(),
            get("Credit"),
            balanceIs("900"),
            get("Credit"),
            balanceIs("800"),
            done(),
            PosLoyalty.eWalletButtonState({
                highlighted: true,
                text: "eWallet Pay",
                click: true,
            }),
            PosLoyalty.orderTotalIs("20.00"),
            ProductScreen.clickPayButton(),
            pay(),
        ].flat(),
});

// Goods that are free are added; another customer does not get them.
registry.category("web_tour.tours").add("loyalty_club_pos_free_goods_tour", {
    steps: () =>
        [
            begin("1"),
            openClub(),
            get("A free cake"),
            sees(
                "it is applied",
                `${DIALOG} .o_applied .o_row:contains("A free cake")`
            ),
            done(),
            ProductScreen.orderLineHas("Cake", "1"),
            PosLoyalty.orderTotalIs("10.00"),
            choosesCustomer("Somebody Else"),
            PosLoyalty.orderTotalIs("35.00"),
            choosesCustomer("Mina Rahimi"),
            openClub(),
            balanceIs("1,000"),
            done(),
        ].flat(),
});

// A till that is loaded again still has the coupon; whoever deletes its line frees it.
registry.category("web_tour.tours").add("loyalty_club_pos_reload_tour", {
    steps: () =>
        [
            begin(),
            openClub(),
            get("10 % off"),
            sees("it is applied", `${DIALOG} .o_applied .o_row`),
            done(),
            PosLoyalty.orderTotalIs("27.00"),
            refresh(),
            PosLoyalty.orderTotalIs("27.00"),
            ProductScreen.clickDisplayedProduct("Coffee"),
            PosLoyalty.orderTotalIs("36.00"),
            PosLoyalty.removeRewardLine("10 % off"),
            PosLoyalty.orderTotalIs("40.00"),
            openClub(),
            balanceIs("1,000"),
            done(),
        ].flat(),
});

// Without a connection the till tells what it knows, and says what waits.
registry.category("web_tour.tours").add("loyalty_club_pos_coupon_offline_tour", {
    steps: () =>
        [
            begin(),
            openClub(),
            done(),
            Offline.setOfflineMode(),
            openClub(),
            sees("it says so", `${DIALOG} .o_offline`),
            sees("as of when", `${DIALOG} .o_stale`),
            balanceIs("1,000"),
            Offline.setOnlineMode(),
            clicks("try again", `${DIALOG} .modal-footer .btn:contains("Try again")`),
            get("10 % off"),
            sees("it is applied", `${DIALOG} .o_applied .o_row`),
            done(),
            Offline.setOfflineMode(),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash"),
            PaymentScreen.clickValidate(),
            Dialog.confirm("Continue with limited functionality"),
            ReceiptScreen.isShown(),
            Offline.setOnlineMode(),
            ReceiptScreen.clickNextOrder(),
            run(() => posmodel.syncAllOrders(), "send the receipt"),
        ].flat(),
});

// A coupon is scanned; its owner must be there.
registry.category("web_tour.tours").add("loyalty_club_pos_coupon_scan_tour", {
    steps: () =>
        [
            open(),
            ProductScreen.addOrderline("Coffee", "3"),
            scan_barcode("0440123456789ABCDEF0123"),
            sees("nobody has it", `.o_notification:contains("invalid")`),
            PosLoyalty.orderTotalIs("30.00"),
            choosesCustomer("Mina Rahimi"),
            scan_barcode("0440123456789ABCDEF0123"),
            PosLoyalty.orderTotalIs("25.00"),
            ProductScreen.clickPayButton(),
            pay(),
        ].flat(),
});

// A coupon takes nothing off a top-up, and a wallet does not pay for its own.
registry.category("web_tour.tours").add("loyalty_club_pos_top_up_tour", {
    steps: () =>
        [
            begin(),
            ProductScreen.addOrderline("Top-up eWallet", "1", "50"),
            openClub(),
            get("10 % off"),
            sees("it is applied", `${DIALOG} .o_applied .o_row:contains("10 % off")`),
            done(),
            PosLoyalty.orderTotalIs("77.00"),
            PosLoyalty.eWalletButtonState({
                highlighted: true,
                text: "eWallet Pay",
                click: true,
            }),
            PosLoyalty.orderTotalIs("50.00"),
            ProductScreen.clickPayButton(),
            pay(),
        ].flat(),
});
