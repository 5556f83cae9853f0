import {Interaction} from "@web/public/interaction";
import {latinDigits} from "@loyalty_club/common/latin_digits";
import {registry} from "@web/core/registry";

/**
 * Sends the code as soon as it is complete. The form does without.
 */
export class CodeForm extends Interaction {
    static selector = ".o_loyalty_club_code";
    dynamicContent = {
        "input[name='code']": {"t-on-input": this.onInput},
        _root: {"t-on-submit": this.onSubmit},
    };

    setup() {
        this.isSent = false;
    }

    onInput(ev) {
        const digits = latinDigits(ev.target.value).replace(/\s/g, "");
        if (/^\d{6}$/.test(digits)) {
            this.el.requestSubmit();
        }
    }

    onSubmit(ev) {
        // Each code that arrives is a try.
        if (this.isSent) {
            ev.preventDefault();
        }
        this.isSent = true;
    }
}

/**
 * Counts down until another code may be asked for.
 */
export class ResendCode extends Interaction {
    static selector = ".o_loyalty_club_resend";
    dynamicContent = {
        button: {"t-att-disabled": () => this.left > 0},
        ".o_wait": {"t-out": () => (this.left > 0 ? this.clock : "")},
    };

    setup() {
        this.left = parseInt(this.el.dataset.wait, 10) || 0;
    }

    start() {
        if (this.left > 0) {
            this.waitForTimeout(() => this.tick(), 1000);
        }
    }

    get clock() {
        const language = document.documentElement.lang;
        return `(${new Intl.NumberFormat(language).format(this.left)})`;
    }

    tick() {
        this.left -= 1;
        this.updateContent();
        this.start();
    }
}

registry.category("public.interactions").add("loyalty_club.code_form", CodeForm);
registry.category("public.interactions").add("loyalty_club.resend_code", ResendCode);
