const PERSIAN_OR_ARABIC = /[\u06F0-\u06F9\u0660-\u0669]/g;

/** Digits as machines read them; both rows of the others begin at a multiple of 16. */
export function latinDigits(text) {
    return text.replace(PERSIAN_OR_ARABIC, (digit) => digit.charCodeAt(0) % 16);
}
