/**
 * Nothing sticks out of the screen.
 */
export const fits = (content, trigger) => ({
    content,
    trigger,
    run() {
        const page = document.documentElement;
        if (page.scrollWidth > page.clientWidth) {
            throw new Error(`The page is wider than the screen: ${content}`);
        }
    },
});

/**
 * Another page comes.
 */
export const open = (content, trigger) => ({
    content,
    trigger,
    run: "click",
    expectUnloadPage: true,
});
