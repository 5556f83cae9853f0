import {registry} from "@web/core/registry";

function click(content, trigger) {
    return {content, trigger, run: "click"};
}

// A manager enrols a customer, gives points, and suspends the membership.
registry.category("web_tour.tours").add("loyalty_club_backend_member", {
    steps: () => [
        click("Enrol somebody", ".o_control_panel button:contains('Enrol Members')"),
        {
            content: "Look for a contact",
            trigger: ".modal [name='partner_ids'] input",
            run: "edit Kaveh Ahmadi",
        },
        click(
            "Choose the contact",
            ".o-autocomplete--dropdown-item:contains('Kaveh Ahmadi')"
        ),
        {
            content: "The contact can join",
            trigger: ".modal [name='line_ids'] .o_data_row:contains('Can Join')",
        },
        click("Enrol", ".modal button[name='action_enroll']"),
        {
            content: "The membership opens",
            trigger: ".o_form_view .o_loyalty_club_person h1:contains('Kaveh Ahmadi')",
        },
        click("Give points", ".o_statusbar_buttons button:contains('Adjust Points')"),
        {
            content: "How many, on a Persian keyboard",
            trigger: ".modal [name='points'] input",
            run: "edit ۱٬۰۵۰ && press Tab",
        },
        {
            content: "They become the digits of the field",
            trigger: ".modal [name='balance_after']:contains('1,050')",
        },
        {
            content: "No, on an Arabic one",
            trigger: ".modal [name='points'] input",
            run: "edit ٥٠",
        },
        {
            content: "Why",
            trigger: ".modal [name='reason'] input",
            run: "edit Sorry for the wait",
        },
        click("Adjust", ".modal button[name='action_adjust']:contains('Adjust')"),
        {
            content: "The history tells it",
            trigger: ".o_data_row:contains('Sorry for the wait'):contains('+50')",
        },
        click("Suspend", ".o_statusbar_buttons button:contains('Suspend')"),
        {
            content: "Why he is suspended",
            trigger: ".modal [name='reason'] textarea",
            run: "edit Sold his points",
        },
        click("Decide", ".modal button[name='action_decide']:contains('Suspend')"),
        {
            content: "It says so",
            trigger: ".alert:contains('suspended')",
        },
    ],
});

const MENUS = {
    members: ["list", "kanban"],
    invitations: ["list", "kanban"],
    entries: ["list", "kanban", "pivot", "graph"],
    earnings: ["list", "kanban"],
    adjustments: ["list", "kanban"],
    backfills: ["list", "kanban"],
    clubs: ["kanban", "list"],
    rules: ["list", "kanban"],
    audits: ["list", "kanban"],
    findings: ["list", "kanban"],
    tiers: ["list", "kanban"],
    consents: ["list", "kanban"],
    imports: ["list", "kanban"],
    analysis: ["graph", "pivot", "list"],
    tier_moves: ["list", "kanban", "graph"],
};
const FOLDERS = {
    members: "people",
    invitations: "people",
    entries: "points",
    earnings: "points",
    adjustments: "points",
    backfills: "points",
    rules: "configuration",
    audits: "configuration",
    findings: "configuration",
    tiers: "configuration",
    consents: "configuration",
    imports: "configuration",
    analysis: "reporting",
    tier_moves: "reporting",
};

function menu(name) {
    return `[data-menu-xmlid='loyalty_club.loyalty_club_menu_${name}']`;
}

function open(name) {
    const folder = FOLDERS[name];
    return [
        ...(folder
            ? [click(`Open ${folder}`, `.o_menu_sections ${menu(folder)}`)]
            : []),
        click(`Open ${name}`, menu(name)),
        ...MENUS[name].flatMap((view, index) => [
            ...(index ? [click(`Show ${view}`, `.o_switch_view.o_${view}`)] : []),
            {
                content: `${name} is a ${view}`,
                trigger: `.o_action_manager .o_${view}_view .o_content`,
                timeout: 60000, // the first pivot of all loads a bundle of its own
            },
        ]),
    ];
}

// All that is in the menu opens, in each of its shapes.
registry.category("web_tour.tours").add("loyalty_club_backend_menus", {
    steps: () => Object.keys(MENUS).flatMap(open),
});
