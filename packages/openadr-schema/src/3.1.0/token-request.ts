// Unchanged since 3.0.1.
export { type TokenRequest, tokenRequestSchema } from "../3.0.1/token-request.ts";
