import {fillCart, pay} from "@loyalty_club/../tests/tours/utils/shop_util";
import {registry} from "@web/core/registry";
import * as tourUtils from "@website_sale/js/tours/tour_utils";

registry.category("web_tour.tours").add("loyalty_club_web_shop", {
    steps: () => [...fillCart(), tourUtils.goToCheckout(), ...pay()],
});
