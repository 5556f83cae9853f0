import {fillCart, pay} from "@loyalty_club/../tests/tours/utils/shop_util";
import {registry} from "@web/core/registry";
import * as tourUtils from "@website_sale/js/tours/tour_utils";

const BLOCK = "#loyalty_club";

function total(amount) {
    return {
        content: `The order comes to ${amount}`,
        trigger: `.o_cart_total tr[name='o_order_total'] .monetary_field:contains(${amount})`,
    };
}

function press(content, trigger) {
    return {content, trigger, run: "click", expectUnloadPage: true};
}

registry.category("web_tour.tours").add("loyalty_club_shop_club", {
    steps: () => [
        ...fillCart(),
        {
            content: "The card of the member",
            trigger: `${BLOCK} .o_balance:contains(1,000)`,
        },
        {
            content: "Type points with Persian digits: the slider follows",
            trigger: `${BLOCK} input[name='points']`,
            run: "edit ۲۰۰",
        },
        {
            content: "What they are worth",
            trigger: `${BLOCK} .o_worth:contains(2.00)`,
        },
        press("Use them", `${BLOCK} .o_loyalty_club_points button:contains(Use)`),
        {
            content: "They are gone from the card",
            trigger: `${BLOCK} .o_balance:contains(800)`,
        },
        total("10.50"),
        press("Put a coupon on", `${BLOCK} .o_coupons button:contains(Use)`),
        {
            content: "It stands on the cart",
            trigger: `${BLOCK} .o_coupons .fa-check-circle`,
        },
        press("Take it off", `${BLOCK} .o_coupons button:contains(Remove)`),
        total("10.50"),
        press(
            "Take the points off",
            `${BLOCK} .o_loyalty_club_points button:contains(Remove)`
        ),
        {
            content: "They are back on the card",
            trigger: `${BLOCK} .o_balance:contains(1,000)`,
        },
        total("12.50"),
        {
            content: "Slide to some points",
            trigger: `${BLOCK} .o_slider`,
            run: "range 300",
        },
        press("Use those", `${BLOCK} .o_loyalty_club_points button:contains(Use)`),
        total("9.50"),
        tourUtils.goToCheckout(),
        {
            content: "The club is at the payment, too",
            trigger: `${BLOCK} .o_balance:contains(700)`,
        },
        ...pay(),
    ],
});
