import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of the UTF-8 bytes of a text, in hex; synchronous, because inside a transaction only Dexie may be awaited. */
export const sha256 = (text: string): string => bytesToHex(digest(utf8ToBytes(text)));
