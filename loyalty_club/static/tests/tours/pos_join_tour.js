import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as Offline from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import {
    DIALOG,
    badgeSays,
    join,
    presses,
    types,
} from "@loyalty_club/../tests/tours/utils/join_util";
import {clicks, open, sees} from "@loyalty_club/../tests/tours/utils/till_util";
import {
    refresh,
    run,
    scan_barcode,
} from "@point_of_sale/../tests/generic_helpers/utils";
import {registry} from "@web/core/registry";
import {simulateBarCode} from "@barcodes/../tests/legacy/helpers";

/* global posmodel */

function buyCoffee() {
    return [
        ProductScreen.clickDisplayedProduct("Coffee"),
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Cash"),
        PaymentScreen.clickValidate(),
    ].flat();
}

function receiptSays(text) {
    return sees(`receipt says ${text}`, `.o_loyalty_club_receipt:contains("${text}")`);
}

// Somebody joins, pays, and has his card on the receipt.
registry.category("web_tour.tours").add("loyalty_club_pos_join_tour", {
    steps: () =>
        [
            open(),
            join("Sara Ahmadi", "12"),
            sees("it is no number", `${DIALOG} .o_error`),
            sees(
                "nothing is lost",
                `${DIALOG} #loyalty_club_name:value("Sara Ahmadi")`
            ),
            types("mobile", "+31 6 12345678"),
            types("friend_code", "AAAAAAAA"),
            presses("friend_code", "Enter"),
            sees("nobody has it", `${DIALOG} .o_error:contains("AAAAAAAA")`),
            types("friend_code", "MNA23456"),
            presses("friend_code", "Enter"),
            sees("welcome", `${DIALOG} .o_welcome:contains("Saffron Club")`),
            sees("the dialog goes", `body:not(:has(${DIALOG}))`),
            sees("he is the customer", `.set-partner:contains("Sara Ahmadi")`),
            badgeSays("20"),
            sees(
                "a member joins no more",
                "body:not(:has(.o_loyalty_club_join_button))"
            ),
            buyCoffee(),
            ReceiptScreen.isShown(),
            receiptSays("Saffron Club"),
            receiptSays("30"),
            sees("his card", ".o_loyalty_club_receipt img.o_member_barcode"),
            ReceiptScreen.clickNextOrder(),
        ].flat(),
});

// Who stands at a Persian till reads, and types, Persian.
registry.category("web_tour.tours").add("loyalty_club_pos_join_persian_tour", {
    steps: () => [
        ...Chrome.startPoS(),
        ...join("سارا احمدی", "۰۶۱۲۳۴۵۶۷۸"),
        sees("welcome", `${DIALOG} .o_welcome:contains("سارا احمدی")`),
        sees("Persian digits", `${DIALOG} .o_welcome .o_number:contains("۰۴۲")`),
        sees("the dialog goes", `body:not(:has(${DIALOG}))`),
        badgeSays("۲۰"),
    ],
});

function scanNumber(written) {
    return run(() => {
        simulateBarCode([...written(numberOfMina()), "Enter"]);
    }, "scan a card");
}

/** It is the name of a product: the till knows nothing of Mina yet. */
function numberOfMina() {
    return posmodel.models["product.template"]
        .find((product) => product.name.startsWith("Card "))
        .name.slice(5);
}

// The number of a card is scanned, as such and as a link, and typed with its gaps.
registry.category("web_tour.tours").add("loyalty_club_pos_scan_tour", {
    steps: () =>
        [
            open(),
            run(() => {
                if (
                    posmodel.models["res.partner"].some((one) => /Mina/.test(one.name))
                ) {
                    throw new Error(
                        "She must be fetched, not be there from the start."
                    );
                }
            }, "nobody knows her"),
            scanNumber((number) => number),
            sees("the member", `.set-partner:contains("Mina Rahimi")`),
            badgeSays("Saffron Club"),
            ProductScreen.clickPartnerButton(),
            clicks("unselect", ".modal .unselect-tag"),
            sees("nobody", `.set-partner:contains("Customer")`),
            scanNumber((number) => `https://club.example.com/my/club/${number}`),
            sees("the member", `.set-partner:contains("Mina Rahimi")`),
            scan_barcode("0420000000000"),
            sees("an unknown card", `.o_notification:contains("Unknown Barcode")`),
        ].flat(),
});

registry.category("web_tour.tours").add("loyalty_club_pos_search_tour", {
    steps: () =>
        [
            open(),
            ProductScreen.clickPartnerButton(),
            {
                content: "type the number of her card, with its gaps",
                trigger: ".modal .modal-header input",
                async run({edit}) {
                    const number = numberOfMina();
                    await edit(
                        `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`
                    );
                },
            },
            sees(
                "she is not there yet",
                `.modal .partner-list:contains("press enter")`
            ),
            {
                content: "search on the server",
                trigger: ".modal .modal-header input",
                run: "press Enter",
            },
            clicks("her", `.modal .partner-list b:contains("Mina Rahimi")`),
            badgeSays("Saffron Club"),
        ].flat(),
});

function waits(count) {
    return count
        ? sees("it waits", `.o_loyalty_club_waiting:contains("${count}")`)
        : sees("nothing waits", "body:not(:has(.o_loyalty_club_waiting))");
}

// Two join without a connection. One of them is paid for before it is back.
registry.category("web_tour.tours").add("loyalty_club_pos_offline_tour", {
    steps: () =>
        [
            open(),
            Offline.setOfflineMode(),
            join("Sara Ahmadi", "+31 6 12345678"),
            sees("it is kept", `${DIALOG} .o_welcome .fa-clock-o`),
            sees("the dialog goes", `body:not(:has(${DIALOG}))`),
            waits(1),
            buyCoffee(),
            Dialog.confirm("Continue with limited functionality"),
            receiptSays("Your card and the points of this receipt follow"),
            ReceiptScreen.clickNextOrder(),
            join("Nobody", "12"),
            sees("it is kept", `${DIALOG} .o_welcome .fa-clock-o`),
            sees("the dialog goes", `body:not(:has(${DIALOG}))`),
            waits(2),
            Offline.setOnlineMode(),
            refresh(),
            sees("she is a member", `.o_notification:contains("Sara Ahmadi")`),
            sees("nobody is refused", `.o_notification:contains("Nobody")`),
            waits(1),
            clicks("open what waits", ".o_loyalty_club_waiting"),
            sees("the reason", `.o_waiting_request .text-danger:contains("12")`),
            clicks("correct it", `.o_waiting_request button:contains("Correct")`),
            sees("nothing is lost", `${DIALOG} #loyalty_club_name:value("Nobody")`),
            types("mobile", "+31 6 87654321"),
            presses("mobile", "Enter"),
            sees("welcome", `${DIALOG} .o_welcome .o_card`),
            waits(0),
        ].flat(),
});
