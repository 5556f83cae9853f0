import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Offline from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import {
    DIALOG,
    badgeSays,
    join,
    presses,
} from "@loyalty_club/../tests/tours/utils/join_util";
import {
    choosesCustomer,
    clicks,
    open,
    sees,
} from "@loyalty_club/../tests/tours/utils/till_util";
import {registry} from "@web/core/registry";

function choosesClub(name) {
    return [
        clicks(`choose ${name}`, `${DIALOG} .o_clubs button:contains("${name}")`),
        sees(`it is ${name}`, `${DIALOG} .o_clubs .active:contains("${name}")`),
    ];
}

function choosesType(label) {
    return {
        content: `join as ${label}`,
        trigger: `${DIALOG} #loyalty_club_type`,
        run: `selectByLabel ${label}`,
    };
}

function isWelcomed(text) {
    return [
        sees("welcome", `${DIALOG} .o_welcome:contains("${text}")`),
        sees("the dialog goes", `body:not(:has(${DIALOG}))`),
    ];
}

// A till with two clubs; one of them asks what somebody is, and has terms.
registry.category("web_tour.tours").add("loyalty_club_pos_clubs_tour", {
    steps: () =>
        [
            open(),
            join("Sara Ahmadi", "+31 6 12345678"),
            sees("terms are missing", `${DIALOG} .o_error:contains("terms")`),
            clicks("read them", `${DIALOG} .o_terms button`),
            sees(
                "the terms",
                `${DIALOG} .o_terms_text:contains("Points are no money")`
            ),
            clicks("accept them", `${DIALOG} #loyalty_club_terms`),
            choosesType("Graduate"),
            choosesClub("Tea Club"),
            sees("it has no terms", `${DIALOG}:not(:has(.o_terms))`),
            sees("and no types", `${DIALOG}:not(:has(#loyalty_club_type))`),
            choosesClub("Saffron Club"),
            sees("nothing is accepted", `${DIALOG} #loyalty_club_terms:not(:checked)`),
            clicks("accept the terms", `${DIALOG} #loyalty_club_terms`),
            choosesType("Graduate"),
            clicks("join", `${DIALOG} .btn-primary:contains("Join")`),
            isWelcomed("Saffron Club"),
            badgeSays("Saffron Club"),
            clicks("join the other club", ".o_loyalty_club_join_button"),
            sees("the one left", `${DIALOG} .o_club_name:contains("Tea Club")`),
            sees("his name", `${DIALOG} #loyalty_club_name:value("Sara Ahmadi")`),
            presses("mobile", "Enter"),
            isWelcomed("Tea Club"),
            badgeSays("Saffron Club"),
            badgeSays("Tea Club"),
            sees("no club is left", "body:not(:has(.o_loyalty_club_join_button))"),
        ].flat(),
});

// Several customers have a number, or one of another name has it.
registry.category("web_tour.tours").add("loyalty_club_pos_choices_tour", {
    steps: () =>
        [
            open(),
            join("Reza", "+31 6 12345678"),
            sees("one of them", `${DIALOG} .o_choice:contains("Ali Karimi")`),
            sees("the other", `${DIALOG} .o_choice:contains("Haarlem")`),
            clicks("go back", `${DIALOG} button:contains("Back")`),
            sees("nothing is lost", `${DIALOG} #loyalty_club_name:value("Reza")`),
            presses("mobile", "Enter"),
            clicks("it is Reza", `${DIALOG} .o_choice:contains("Reza Karimi")`),
            isWelcomed("Reza Karimi"),
            sees("he is the customer", `.set-partner:contains("Reza Karimi")`),
            Chrome.createFloatingOrder(),
            join("Leila Amini", "+31 6 87654321"),
            sees("another name", `${DIALOG} .o_choice:contains("Omid Amini")`),
            clicks("it is her", `${DIALOG} .o_someone_new:contains("Leila Amini")`),
            isWelcomed("Leila Amini"),
        ].flat(),
});

function choosesMina() {
    return [choosesCustomer("Mina Rahimi"), badgeSays("Saffron Club")].flat();
}

function choosesNobody() {
    return [
        ProductScreen.clickPartnerButton(),
        clicks("unselect", ".modal .unselect-tag"),
        sees("nobody", `.set-partner:contains("Customer")`),
    ].flat();
}

// Without a connection the till shows what it knows, and since when it knows it.
registry.category("web_tour.tours").add("loyalty_club_pos_stale_tour", {
    steps: () =>
        [
            open(),
            choosesMina(),
            sees("it is fresh", "body:not(:has(.o_loyalty_club_stale))"),
            choosesNobody(),
            Offline.setOfflineMode(),
            choosesMina(),
            sees("as of when", `.o_loyalty_club_stale:contains("as of")`),
            Offline.setOnlineMode(),
            choosesNobody(),
            choosesMina(),
            sees("it is fresh again", "body:not(:has(.o_loyalty_club_stale))"),
        ].flat(),
});
