import {fits, open} from "./utils/page_util";
import {registry} from "@web/core/registry";

const area = (points, left) => ({
    steps: () => [
        fits("Where I stand", ".o_loyalty_club_membership .o_points"),
        open("My card for the till", ".o_till"),
        fits("It is large and alone", ".o_loyalty_club_till .o_bars"),
        open("Back again", ".o_loyalty_club_till a.btn"),
        open("What else is there?", ".o_links a[href$='/rewards']"),
        fits("The catalogue", ".o_offers .o_offer"),
        open("Only what I can have now", ".o_pills a[href$='show=now']"),
        open("This one", ".o_offer:contains('Pay with points')"),
        {
            content: "Too few of them",
            trigger: "input[name='points']",
            run: `edit ${points[0]}`,
        },
        open("Are refused", ".o_get_form button"),
        fits("Which is said, and what I typed is still there", "#o_club_error:visible"),
        {
            content: "So many",
            trigger: "input[name='points']",
            run: `edit ${points[1]}`,
        },
        open("Are enough", ".o_get_form button"),
        fits("It is mine: with its codes", ".o_code .o_number"),
        {
            content: "I can take the code with me",
            trigger: ".o_loyalty_club_copy:visible",
        },
        open("To my membership", ".o_coupon_page > a"),
        {
            content: "The points are gone",
            trigger: `.o_loyalty_club_membership .o_points:contains(${left})`,
        },
        open("The coupon is there", ".o_coupon"),
        fits("With its code", ".o_code .o_qr"),
        open("To my membership again", ".o_coupon_page > a"),
        open("All that happened", ".o_links a[href$='/history']"),
        fits("Line by line", ".o_lines .o_minus"),
        {
            content: "Why was that?",
            trigger: ".o_lines details:first summary",
            run: "click",
        },
        fits("So that is why", ".o_lines details[open] li"),
        open("Only what I spent", ".o_pills a[href*='kind=spent']"),
        {
            content: "It is the one line",
            trigger: ".o_lines:not(:has(.o_plus)) .o_minus",
        },
        open("To my membership", ".breadcrumb a[href*='/my/club/']"),
        open("My coupons", ".o_links a[href$='/coupons']"),
        {
            content: "Those that I can use",
            trigger: ".o_coupon summary",
            run: "click",
        },
        fits("With their codes", ".o_coupon .o_code .o_qr"),
    ],
});

const tours = registry.category("web_tour.tours");
tours.add("loyalty_club_area", area(["20", "150"], "875"));
tours.add("loyalty_club_area_fa", area(["۲۰", "۱۵۰"], "۸۷۵"));
