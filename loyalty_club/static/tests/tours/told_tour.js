import {fits, open} from "./utils/page_util";
import {registry} from "@web/core/registry";

// A picture of one white point.
const PICTURE =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4DwQACfsD/c8LaHIAAAAASUVORK5CYII=";

const back = open("To my membership", ".breadcrumb a[href*='/my/club/']");

const edit = (selector, text) => ({
    content: `Write ${text}`,
    trigger: selector,
    run: `edit ${text}`,
});

// What is seen is the label; the field itself lies invisibly above it.
const choose = (content, input) => ({
    content,
    trigger: `label:has(${input}) span`,
    run: "click",
});

const profile = ([day, year, job]) => [
    open("About me", ".o_links a[href$='/profile']"),
    edit("#birth_day", day[0]),
    {content: "The second month", trigger: "#birth_month", run: "select 2"},
    edit("#birth_year", year),
    edit("#job", job),
    {content: "The best school", trigger: "#education", run: "select master"},
    choose("I like it", "input[name='interest']"),
    choose("Write to me", "input[value='email']"),
    {content: "You may keep it", trigger: "#consent", run: "check"},
    open("Save it", ".o_told_form button[type='submit']"),
    fits("There is no such day, and nothing is lost", "#birth_error:visible"),
    {content: "What I wrote is still there", trigger: `#job:value(${job})`},
    edit("#birth_day", day[1]),
    open("Save it again", ".o_told_form button[type='submit']"),
    fits("Thank you", ".alert-success:visible"),
    back,
];

const invite = [
    open("Invite friends", ".o_links a[href$='/invite']"),
    fits("My code", ".o_invite_code"),
    open("They may read my name", ".o_handed button[type='submit']"),
    {content: "They will", trigger: ".o_handed p:contains(Mina)"},
    back,
];

const surveys = [
    open("What am I asked?", ".o_links a[href$='/surveys']"),
    fits("One thing", ".o_lines .o_plus"),
    open("I answer", ".o_lines a[href*='/club/survey/']"),
    {
        content: "Begin",
        trigger: ".o_survey_form button[type='submit']:visible",
        run: "click",
    },
    {content: "The first", trigger: ".o_survey_choice_btn", run: "click"},
    {
        content: "Send it",
        trigger: ".o_survey_form button[value='finish']:visible",
        run: "click",
    },
    {content: "I am sure", trigger: ".modal-footer .btn-primary", run: "click"},
    fits("It counts", ".o_loyalty_club_thanks:visible"),
    open("To my club", ".o_loyalty_club_thanks a"),
    open("The surveys again", ".o_links a[href$='/surveys']"),
    {content: "It is done", trigger: "#wrap:not(:has(a[href*='/club/survey/']))"},
    back,
];

const messages = (subject, body) => [
    open("The messages", ".o_links a[href$='/messages']"),
    fits("None yet", ".o_no_messages"),
    open("I write one", ".o_no_messages a"),
    choose("An idea", "input[value='suggestion']"),
    edit("#name", subject),
    edit("#body", body),
    {
        content: "With a picture",
        trigger: "#files",
        run() {
            const bytes = Uint8Array.from(atob(PICTURE), (one) => one.charCodeAt(0));
            const files = new DataTransfer();
            files.items.add(new File([bytes], "bench.png", {type: "image/png"}));
            this.anchor.files = files.files;
        },
    },
    {
        content: "Pressed twice, as some do",
        trigger: "form.o_messages button[type='submit']",
        run() {
            this.anchor.click();
            this.anchor.click();
        },
        expectUnloadPage: true,
    },
    fits("It has arrived", ".o_conversation .o_attached a:contains(bench.png)"),
    {content: "They promise an answer", trigger: ".o_promise"},
    edit("#body", body),
    open("I write again", ".o_reply button[type='submit']"),
    {content: "It stands below", trigger: ".o_conversation li:nth-child(2).o_mine"},
    open("All messages", ".breadcrumb a[href$='/messages']"),
    fits("There it is", `.o_message_list a:contains(${subject})`),
    back,
];

const consents = [
    open("What I allow", ".o_links a[href$='/consents']"),
    {content: "By e-mail", trigger: "input[name='email']", run: "check"},
    open("Keep it", "#wrap form button[type='submit']"),
    fits("It is kept", ".alert-success:visible"),
];

const told = (who, ...said) => ({
    steps: () => [
        ...profile(who),
        ...invite,
        ...surveys,
        ...messages(...said),
        ...consents,
    ],
});

const tours = registry.category("web_tour.tours");
tours.add(
    "loyalty_club_told",
    told([["31", "17"], "1990", "Baker"], "A bench", "Two of us read standing up.")
);
tours.add(
    "loyalty_club_told_fa",
    told([["۳۲", "۱۷"], "۱۳۶۹", "نانوا"], "یک نیمکت", "دو نفر از ما ایستاده خواندیم.")
);
