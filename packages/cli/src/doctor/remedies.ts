/** What `ven doctor` advises, by finding. The README's Troubleshooting quotes each of them. */
export const REMEDIES = {
  node: "install Node 20.19 or newer",
  sqlite: "run `npm rebuild better-sqlite3`; it needs python3, make and g++",
  memory: "free some memory: a fleet of 100,000 loads wants about 256 MB",
  database: "run `ven fleet seed`, or name another file with --database",
  notWritable:
    "make the file and its folder writable for the user as whom ven runs, as SQLite keeps a log beside the file, or name another with --database",
  deadLetters:
    "run `ven outbox list --state dead` to see why, then `ven outbox retry --all` or `ven outbox purge --all`",
  approved: "no resource is APPROVED, so nothing is reported: approve some in the database",
  unreachable:
    "check the address after --vtn, that the VTN runs (`ven vtn` starts one), proxy and firewall",
  token: "set VEN_BEARER_TOKEN or --bearer-token-file to a token that this VTN accepts (401, 403)",
  login:
    "check client id, secret and scope, and that the token server of the VTN is reachable; --token-url names another",
  event:
    "name a client that may write programs and events as businessLogic in --credentials-file, or an event with --event",
  protocol: "check that the VTN at this address speaks what --protocol says: flat, 3.0.1 or 3.1.0",
  certificate:
    "name the certificates to trust with --ca, and the VEN's own with --cert and --key; a port that speaks plain http wants http://",
  notFound: "check the path of the address after --vtn: the VTN has no /vens below it (404)",
  refused:
    "the VTN refuses the request (4xx): run `ven check --vtn <url>` to see what it says to one report",
  failing: "the VTN itself fails (5xx): look at its log; the next tick tries again",
  registered: "the VTN does not know the VEN yet: `ven run` and `ven report --once` register it",
} as const;

/** A finding that has a remedy. */
export type RemedyKey = keyof typeof REMEDIES;
