/** The client went away before its request was whole: there is nobody left to answer. */
export class ClientGoneError extends Error {}
