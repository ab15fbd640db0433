([title, line, caution]) => {
    document.title = title;
}
