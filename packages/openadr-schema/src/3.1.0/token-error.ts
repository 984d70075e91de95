// Unchanged since 3.0.1.
export { TOKEN_ERRORS, type TokenError, tokenErrorSchema } from "../3.0.1/token-error.ts";
