// The chosen theme, before anything is painted. Everything else about it is in src/preferences.
try {
  const theme = localStorage.getItem('palaver.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the system.
}
