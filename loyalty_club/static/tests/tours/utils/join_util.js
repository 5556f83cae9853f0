import {clicks, sees} from "@loyalty_club/../tests/tours/utils/till_util";

export const DIALOG = ".o_loyalty_club_join";

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

export function badgeSays(text) {
    return sees(`badge says ${text}`, `.o_loyalty_club_badge:contains("${text}")`);
}
