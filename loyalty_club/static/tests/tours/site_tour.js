import {registry} from "@web/core/registry";

// The codes of these tours are always the same, and are typed as their readers would.
const typeCode = (digits) => [
    {
        content: "The code has been asked for",
        trigger: ".o_loyalty_club_resend button:disabled",
    },
    {
        content: "A wrong code is refused, as soon as it is complete",
        trigger: "input[name='code']",
        run: "edit 000000",
        expectUnloadPage: true,
    },
    {
        content: "Which is said",
        trigger: ".invalid-feedback:visible",
    },
    {
        content: "The right one goes on by itself",
        trigger: "input[name='code']",
        run: `edit ${digits}`,
        expectUnloadPage: true,
    },
];

const join = (name, mobile, digits) => ({
    steps: () => [
        {
            content: "Choose the club",
            trigger: ".o_loyalty_club_card a.btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Say who I am",
            trigger: "input[name='name']",
            run: `edit ${name}`,
        },
        {
            content: "And my number",
            trigger: "input[name='mobile']",
            run: `edit ${mobile}`,
        },
        {
            content: "Allow messages by SMS, and nothing else",
            trigger: "input[name='consent_sms']",
            run: "check",
        },
        {
            content: "Accept the terms",
            trigger: "input[name='terms']",
            run: "check",
        },
        {
            content: "Nothing sticks out of the screen",
            trigger: "button.btn-primary[type='submit']",
            run() {
                const page = document.documentElement;
                if (page.scrollWidth > page.clientWidth) {
                    throw new Error("The page is wider than the screen");
                }
            },
        },
        {
            content: "Go on",
            trigger: "#wrap button.btn-primary[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        ...typeCode(digits),
        {
            content: "My card",
            trigger: `.o_loyalty_club_membership .o_member:contains(${name})`,
        },
        {
            content: "To my account",
            trigger: "#wrap a[href$='/my/club']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "I am logged in, and it is still my card",
            trigger: `.o_loyalty_club_area .o_member:contains(${name})`,
        },
    ],
});

const login = (mobile, digits) => ({
    steps: () => [
        {
            content: "I have forgotten my password",
            trigger: "a[href*='/club/login']:visible",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "But I know my number",
            trigger: "input[name='mobile']",
            run: `edit ${mobile}`,
        },
        {
            content: "Ask for a code",
            trigger: "#wrap button.btn-primary[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        ...typeCode(digits),
        {
            content: "I am logged in",
            trigger: ".o_portal_my_home",
        },
    ],
});

const tours = registry.category("web_tour.tours");
tours.add("loyalty_club_site_join", join("Kaveh Ahmadi", "06 12345678", "123456"));
tours.add("loyalty_club_site_join_fa", join("کاوه احمدی", "۰۶ ۱۲۳۴۵۶۷۸", "۱۲۳۴۵۶"));
tours.add("loyalty_club_site_login", login("06 87654321", "123456"));
tours.add("loyalty_club_site_login_fa", login("۰۶ ۸۷۶۵۴۳۲۱", "۱۲۳۴۵۶"));
