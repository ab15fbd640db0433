() => Math.ceil(document.documentElement.scrollHeight)
