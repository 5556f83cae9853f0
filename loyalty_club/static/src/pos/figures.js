import {_t} from "@web/core/l10n/translation";
import {latinDigits} from "@loyalty_club/common/latin_digits";
import {user} from "@web/core/user";

/** The digits of a text as the reader writes them. Amounts of money are left to Odoo. */
export function readableDigits(text, locale = user.lang) {
    const format = new Intl.NumberFormat(locale, {useGrouping: false});
    return text.replace(/\d/g, (digit) => format.format(digit));
}

/** A number of points, for people: its sign stays in front in right-to-left text. */
export function points(number, locale = user.lang) {
    return `\u2066${new Intl.NumberFormat(locale).format(number)}\u2069`;
}

/** Points that are added. */
export function addedPoints(number, locale = user.lang) {
    const format = new Intl.NumberFormat(locale, {signDisplay: "always"});
    return `\u2066${format.format(number)}\u2069`;
}

/** A text in a sentence of the other direction. */
export function isolated(text) {
    return `\u2068${text}\u2069`;
}

/** What a card holds, in the words of its club. */
export function balance(card, locale = user.lang) {
    return `${points(card.balance, locale)} ${card.point_name}`;
}

/** What a card loses next, and when; nothing if nothing expires. */
export function expiring({expires, expiring_points: number}) {
    return expires
        ? _t("%(points)s expire on %(day)s", {
              points: points(number),
              day: isolated(expires),
          })
        : "";
}

/** The last day of a coupon; nothing if it has none. */
export function until({expires}) {
    return expires ? _t("until %s", isolated(expires)) : "";
}

/** The number of a card in groups, as it is read aloud. */
export function cardNumber(number, locale = user.lang) {
    const groups = number.match(/^(\d{3})(\d{4})(\d{4})(\d+)$/)?.slice(1) || [number];
    return readableDigits(groups.join(" "), locale);
}

/**
 * The number of a member in what a scanner has read: the number itself, or the address
 * of a card, which has it as one of its parts. Else nothing.
 */
export function memberNumber(text) {
    return latinDigits(text)
        .replace(/\s/g, "")
        .match(/^(?:https?:\/\/.*[/=])?(042\d{10})(?:[/?#&].*)?$/)?.[1];
}

/** The code of a coupon of a member, however it is written; nothing if it is none. */
export function couponCode(text) {
    const code = latinDigits(text).replace(/\s/g, "").toUpperCase();
    return /^044[0-9A-F]{20}$/.test(code) ? code : "";
}

/**
 * As many points as can be used: in whole steps, no fewer and no more than may be.
 *
 * @param {Object} reward with `fewest`, `most` and `step`
 */
export function pointsInSteps(number, {fewest, most, step}) {
    const within = Math.min(Math.max(number, fewest), Math.max(most, fewest));
    return within - (within % step);
}

/** The number that somebody has typed, in digits of any of our languages; 0 if none. */
export function typedNumber(text) {
    return Number(latinDigits(String(text)).replace(/\D/g, "").slice(0, 12));
}

/** A barcode as a picture that prints without a connection, on paper of any width. */
export function barcodePicture(bars) {
    // A code is 95 modules wide; a scanner needs space before and behind it.
    const drawn = bars.map(
        ([start, width]) => `<rect x="${start}" width="${width}" height="40"/>`
    );
    const picture =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-11 0 117 40" width="351"' +
        ' height="120" preserveAspectRatio="none" shape-rendering="crispEdges">' +
        `<rect x="-11" width="117" height="40" fill="#fff"/>${drawn.join("")}</svg>`;
    return `data:image/svg+xml;base64,${window.btoa(picture)}`;
}
