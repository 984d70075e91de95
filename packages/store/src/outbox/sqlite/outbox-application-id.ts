/** Marks a SQLite file as an outbox, in its header ("PRAGMA application_id"): `VENO` in ASCII. */
export const OUTBOX_APPLICATION_ID = 0x56454e4f;
