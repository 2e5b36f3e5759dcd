// Bundled as an ES module, as the extension is: VS Code hands its patched modules to both in the same way.
export { readCertificate } from '../../../src/http/certificate.ts';
export { send } from '../../../src/http/send.ts';
export { createTransport } from '../../../src/http/transport.ts';
