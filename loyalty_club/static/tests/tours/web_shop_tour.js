import {registry} from "@web/core/registry";
import * as tourUtils from "@website_sale/js/tours/tour_utils";

registry.category("web_tour.tours").add("loyalty_club_web_shop", {
    steps: () => [
        ...tourUtils.searchProduct("Saffron Tea", {select: true}),
        {
            content: "Add it to the cart",
            trigger: "#product_detail form #add_to_cart",
            run: "click",
        },
        tourUtils.goToCart(),
        tourUtils.goToCheckout(),
        // A provider answers when it likes, also on a busy machine.
        ...tourUtils.payWithDemo().map((step) => ({...step, timeout: 60000})),
    ],
});
