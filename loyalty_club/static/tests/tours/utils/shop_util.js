import * as tourUtils from "@website_sale/js/tours/tour_utils";

export function fillCart() {
    return [
        ...tourUtils.searchProduct("Saffron Tea", {select: true}),
        {
            content: "Add it to the cart",
            trigger: "#product_detail form #add_to_cart",
            run: "click",
        },
        tourUtils.goToCart(),
    ];
}

/** A provider answers when it likes, also on a busy machine. */
export function pay() {
    return tourUtils.payWithDemo().map((step) => ({...step, timeout: 60000}));
}
