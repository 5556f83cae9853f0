import {barcodePicture, cardNumber} from "@loyalty_club/pos/figures";
import {couponCode, pointsInSteps, typedNumber} from "@loyalty_club/pos/figures";
import {describe, expect, test} from "@odoo/hoot";
import {latinDigits} from "@loyalty_club/common/latin_digits";
import {memberNumber, points, readableDigits} from "@loyalty_club/pos/figures";

const NUMBER = "0420000000012";

describe("figures at the till", () => {
    test("digits of all our languages are read", () => {
        expect(latinDigits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩")).toBe("0123456789 0123456789");
    });

    test("digits are written as the reader writes them", () => {
        expect(readableDigits("042 7", "fa-IR")).toBe("۰۴۲ ۷");
        expect(readableDigits("042 7", "en-US")).toBe("042 7");
    });

    test("points have their sign in front in every direction", () => {
        expect(points(-1234, "en-US")).toBe("\u2066-1,234\u2069");
        expect(points(1234, "fa-IR")).toBe("\u2066۱٬۲۳۴\u2069");
    });

    test("the number of a card is in groups", () => {
        expect(cardNumber(NUMBER, "en-US")).toBe("042 0000 0000 12");
    });

    test("a member is read from the number of the card and from its address", () => {
        for (const text of [
            NUMBER,
            "042 0000 0000 12",
            "۰۴۲ ۰۰۰۰ ۰۰۰۰ ۱۲",
            `https://club.example.com/my/club/${NUMBER}`,
            `https://club.example.com/card?number=${NUMBER}&lang=fa`,
        ]) {
            expect(memberNumber(text)).toBe(NUMBER);
        }
    });

    test("the code of a coupon is read however it is written", () => {
        const code = "0440123456789ABCDEF0123";
        for (const text of [
            code,
            " 0440 1234 5678 9abc def0 123 ",
            "۰۴۴۰۱۲۳۴۵۶۷۸۹abcdef۰۱۲۳",
        ]) {
            expect(couponCode(text)).toBe(code);
        }
        for (const text of ["", "044", "SUMMER10", NUMBER, `${code}4`]) {
            expect(couponCode(text)).toBe("");
        }
    });

    test("points are used in whole steps, within what may be", () => {
        const reward = {fewest: 50, most: 430, step: 20};
        expect(pointsInSteps(0, {...reward, fewest: 60})).toBe(60);
        expect(pointsInSteps(119, reward)).toBe(100);
        expect(pointsInSteps(1000, reward)).toBe(420);
    });

    test("numbers are typed in all our digits", () => {
        expect(typedNumber("۳۵۰")).toBe(350);
        expect(typedNumber("1,240")).toBe(1240);
        expect(typedNumber("points")).toBe(0);
    });

    test("other codes are no members", () => {
        for (const text of [
            "",
            "2100001000018",
            "04200000000123",
            "042000000001",
            "044deadbeef",
            "https://club.example.com/shop",
            `https://club.example.com/9${NUMBER}`,
        ]) {
            expect(memberNumber(text)).toBe(undefined);
        }
    });

    test("a barcode has its bars", () => {
        const picture = barcodePicture([
            [0, 1],
            [2, 3],
        ]);
        const drawn = window.atob(picture.split(",")[1]);
        expect(drawn.match(/<rect/g).length).toBe(3);
        expect(drawn).toInclude('<rect x="2" width="3"');
    });
});
