/** Marks a SQLite file as one of ours, in its header ("PRAGMA application_id"): `VENS` in ASCII. */
export const APPLICATION_ID = 0x56454e53;
