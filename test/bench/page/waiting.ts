/* Starts the stand-in for the extension host, and keeps it. */
const { port } = new SharedWorker('/host.js');
port.addEventListener('message', () => document.documentElement.setAttribute('data-host', 'ready'));
port.start();

export {};
