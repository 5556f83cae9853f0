import {localization} from "@web/core/l10n/localization";
import {patch} from "@web/core/utils/patch";
import {FloatTimeField} from "@web/views/fields/float_time/float_time_field";
import {FloatField} from "@web/views/fields/float/float_field";
import {IntegerField} from "@web/views/fields/integer/integer_field";
import {MonetaryField} from "@web/views/fields/monetary/monetary_field";
import {useEffect, useRef} from "@odoo/owl";

const PERSIAN_OR_ARABIC = /[\u06F0-\u06F9\u0660-\u0669\u066B\u066C\u2212]/g;

function toLatin(character) {
    switch (character) {
        case "\u066B":
            return localization.decimalPoint;
        case "\u066C":
            return localization.thousandsSep;
        case "\u2212":
            return "-";
    }
    // Both rows of digits begin at a multiple of sixteen.
    return String(character.charCodeAt(0) % 16);
}

function onInput({target}) {
    const end = target.selectionEnd;
    const before = target.value.slice(0, end).replace(PERSIAN_OR_ARABIC, toLatin);
    const after = target.value.slice(end).replace(PERSIAN_OR_ARABIC, toLatin);
    if (before + after !== target.value) {
        target.value = before + after;
        target.setSelectionRange(before.length, before.length);
    }
}

/**
 * Digits of a Persian or an Arabic keyboard become those that number fields read. It is
 * done while they are typed, before the field itself looks at them.
 */
function useLatinDigits() {
    const ref = useRef("numpadDecimal");
    useEffect(
        (input) => {
            input?.addEventListener("input", onInput, {capture: true});
            return () => input?.removeEventListener("input", onInput, {capture: true});
        },
        () => [ref.el]
    );
}

for (const Field of [IntegerField, FloatField, FloatTimeField, MonetaryField]) {
    patch(Field.prototype, {
        setup() {
            super.setup(...arguments);
            useLatinDigits();
        },
    });
}
