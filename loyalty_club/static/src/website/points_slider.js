import {Interaction} from "@web/public/interaction";
import {latinDigits} from "@loyalty_club/common/latin_digits";
import {registry} from "@web/core/registry";

/**
 * A slider beside the field for points, and what they are worth. The form does without;
 * the server counts.
 */
export class PointsSlider extends Interaction {
    static selector = ".o_loyalty_club_points";
    dynamicContent = {
        "input[type='range']": {"t-on-input": this.onSlide},
        "input[name='points']": {"t-on-input": this.onType},
    };

    setup() {
        this.slider = this.el.querySelector("input[type='range']");
        this.field = this.el.querySelector("input[name='points']");
        this.worth = this.el.parentElement.querySelector(".o_worth");
    }

    start() {
        this.slider.classList.remove("d-none");
    }

    onSlide() {
        let points = parseInt(this.slider.value, 10);
        const fewest = parseInt(this.slider.dataset.fewest, 10);
        if (points > 0 && points < fewest) {
            points = fewest;
            this.slider.value = fewest;
        }
        this.field.value = points ? this.format(points) : "";
        this.showWorth(points);
    }

    onType() {
        const digits = latinDigits(this.field.value).replace(/\D/g, "");
        const points = parseInt(digits, 10) || 0;
        this.slider.value = points;
        this.showWorth(points);
    }

    showWorth(points) {
        const {worth, symbol, position, decimals} = this.slider.dataset;
        const figure = this.format(points * parseFloat(worth), parseInt(decimals, 10));
        const words = position === "after" ? [figure, symbol] : [symbol, figure];
        this.worth.textContent = points ? words.join("\u00a0") : "";
    }

    format(value, decimals = 0) {
        const language = document.documentElement.lang || "en";
        return new Intl.NumberFormat(language, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
        }).format(value);
    }
}

registry
    .category("public.interactions")
    .add("loyalty_club.points_slider", PointsSlider);
