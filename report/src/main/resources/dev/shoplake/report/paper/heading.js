// Puts the heading above the charts, and takes away what only a screen has a use for
([title, line, caution]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        .header-controls, th svg { display: none !important; }
        .report-heading { padding: 28px 8px 8px; color: #1b2a36; }
        .report-heading h1 { margin: 0; font-size: 34px; line-height: 42px; font-weight: 600; letter-spacing: -0.01em; }
        .report-heading p { margin: 6px 0 0; font-size: 17px; line-height: 24px; color: #55636e; }
        .report-heading .caution { display: inline-block; margin-top: 12px; padding: 8px 14px; border-radius: 4px;
            background: #fdf0d5; color: #7a4b00; font-weight: 600; }
    `);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.title = title;
    const heading = document.createElement('header');
    heading.className = 'report-heading';
    for (const [kind, name, text] of [['h1', '', title], ['p', '', line], ['p', 'caution', caution]]) {
        if (text !== '') {
            const part = document.createElement(kind);
            part.className = name;
            part.textContent = text;
            heading.append(part);
        }
    }
    document.querySelector('.dashboard-content .grid-container').prepend(heading);
}
