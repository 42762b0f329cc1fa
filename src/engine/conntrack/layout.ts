/**
 * Where an entry's numbers stand. An entry is a record of 96 bytes in one buffer, not a row of columns: whatever a packet
 * of an open connection needs lies in two lines of the processor's cache (64 bytes; 96 never touch three), where
 * fifteen columns would be fifteen lines. Typed views of four widths look at the same buffer, hence offsets in words, halves, bytes and doubles.
 *
 *  byte  0   original tuple: source, destination, parts       (`tuple.ts`)
 *       12   reply tuple
 *       24   status (2) · protocol · packets that hold the entry
 *       28   TCP: flags of both ends · window scales of both ends
 *       32   when it ends, µs (8); while unconfirmed, how long it may be silent
 *       40   TCP: state · last segment: kind, direction, scale · its flags · retransmissions
 *       44   last segment: window (2), length (2), sequence number (4), acknowledgment (4)
 *       56   TCP: four words of each end (`tcp-window.ts`); UDP: when it will be a stream (8)
 *       88   chain of entries with one source (`nat/by-source.ts`): next, previous
 */
export const ENTRY_WORDS = 24
export const ENTRY_HALVES = 2 * ENTRY_WORDS
export const ENTRY_BYTES = 4 * ENTRY_WORDS
export const ENTRY_DOUBLES = ENTRY_WORDS / 2

/** All bits that a handle may have. `h & HANDLES` is `h`, and tells V8 that products with it need no check for overflow. */
export const HANDLES = 0x7f_ffff
/** Of halves. */
export const STATUS = 12
export const LAST_WINDOW = 22
export const LAST_LENGTH = 23
/** Of bytes. */
export const PROTOCOL = 26
export const REFS = 27
export const FLAGS = 28
export const SCALES = 30
export const TCP_STATE = 40
export const LAST = 41
export const LAST_FLAGS = 42
export const RETRANSMITTED = 43
/** Of doubles. */
export const EXPIRES = 4
export const STREAM_FROM = 7
/** Of words. */
export const LAST_SEQ = 12
export const LAST_ACK = 13
export const ENDS = 14
export const NEXT_SOURCE = 22
export const PREVIOUS_SOURCE = 23
