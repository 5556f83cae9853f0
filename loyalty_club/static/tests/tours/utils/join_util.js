import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";

export const DIALOG = ".o_loyalty_club_join";

export function sees(content, trigger) {
    return {content, trigger};
}

export function clicks(content, trigger) {
    return {content, trigger, run: "click"};
}

export function types(field, text) {
    return {
        content: `type the ${field}`,
        trigger: `${DIALOG} #loyalty_club_${field}`,
        run: `edit ${text}`,
    };
}

export function presses(field, key) {
    return {
        content: `press ${key}`,
        trigger: `${DIALOG} #loyalty_club_${field}`,
        run: `press ${key}`,
    };
}

export function join(name, mobile) {
    return [
        clicks("join", ".o_loyalty_club_join_button"),
        types("name", name),
        types("mobile", mobile),
        presses("mobile", "Enter"),
    ];
}

export function open() {
    return [Chrome.startPoS(), Dialog.confirm("Open Register")].flat();
}

export function badgeSays(text) {
    return sees(`badge says ${text}`, `.o_loyalty_club_badge:contains("${text}")`);
}
