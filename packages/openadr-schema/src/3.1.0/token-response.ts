// Unchanged since 3.0.1.
export { type TokenResponse, tokenResponseSchema } from "../3.0.1/token-response.ts";
