import type { AuthServerInfo } from "@ven/openadr-schema/3.1.0";
import { jsonAnswer } from "../http/vtn-answer.ts";
import { BASE_PATHS } from "../mock-vtn-protocol.ts";
import type { OpenAdrVtn } from "./openadr-vtn.ts";
import type { OperationHandlers } from "./operation-call.ts";

/** `/auth/token`, and of 3.1.0 `/auth/server`. */
export function authRoutes(vtn: OpenAdrVtn): OperationHandlers<"fetchToken" | "getAuthServerInfo"> {
  const { version, tokenUrl, tokenEndpoint } = vtn;
  return {
    fetchToken: ({ request }) => tokenEndpoint(request, version),
    getAuthServerInfo({ request }) {
      const baseUrl = request.baseUrl ?? request.origin + BASE_PATHS[version];
      const answer: AuthServerInfo = { tokenURL: tokenUrl ?? `${baseUrl}/auth/token` };
      return jsonAnswer(200, answer);
    },
  };
}
