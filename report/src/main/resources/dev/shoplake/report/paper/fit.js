// Cuts the page where its last row ends, for it stretches to the window otherwise; returns its height in pixels
() => {
    const rows = [...document.querySelectorAll('.dashboard-content .dragdroppable-row')];
    const height = Math.ceil(Math.max(...rows.map(row => row.getBoundingClientRect().bottom)) + window.scrollY + 24);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        html, body { height: auto !important; min-height: 0 !important; }
        #app { height: ${height}px !important; min-height: 0 !important; overflow: hidden !important; }
    `);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return height;
}
