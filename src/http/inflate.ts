import { gunzipSync } from 'node:zlib';
import type { Inflate } from '../trace/source/gzip.ts';

/** Unpacks gzip with Node's own library, which stops at the limit. */
export const inflate: Inflate = (bytes, maxBytes) => gunzipSync(bytes, { maxOutputLength: maxBytes });
