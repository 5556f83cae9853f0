import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";

/**
 * Sends a form once, however often its button is pressed.
 */
export class SentOnce extends Interaction {
    static selector = ".o_loyalty_club_area form[method='post']";
    dynamicContent = {
        _root: {"t-on-submit": this.onSubmit},
        _window: {"t-on-pageshow": this.onPageShow},
        "button[type='submit']": {"t-att-class": () => ({disabled: this.isSent})},
    };

    setup() {
        this.isSent = false;
    }

    onSubmit(ev) {
        if (this.isSent) {
            ev.preventDefault();
        }
        this.isSent = true;
    }

    onPageShow() {
        // Whoever comes back by the button of his browser may send it again.
        this.isSent = false;
    }
}

registry.category("public.interactions").add("loyalty_club.sent_once", SentOnce);
