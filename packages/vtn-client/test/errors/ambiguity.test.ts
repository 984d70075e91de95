import { createVtnClient, isVtnAnswerError, isVtnProblemError, VenClient } from "@ven/vtn-client";
import { describe, expect, it } from "vitest";
import { answerJson, startHostileServer } from "../support/hostile-server.ts";

const protocol = "3.1.0";

/** How a call fails at a VTN that answers each request with the next of these, and the last for ever. */
async function failureAt(
  answers: readonly (readonly [status: number, body: string])[],
  method: "get" | "create" | "update" | "delete",
): Promise<unknown> {
  let count = 0;
  await using server = await startHostileServer((_, response) => {
    const [status, body] = answers[Math.min(count, answers.length - 1)] ?? [500, ""];
    count += 1;
    response.writeHead(status).end(body);
  });
  const random = () => 0;
  await using client = createVtnClient({ vtnUrl: server.vtnUrl, protocol, random });
  const { programs } = client;
  const program = { programName: "P" };
  const calls = {
    get: () => programs.get("p-1"),
    create: () => programs.create(program),
    update: () => programs.update("p-1", program),
    delete: () => programs.delete("p-1"),
  };
  return await calls[method]().catch((error: unknown) => error);
}

describe("a refusal", () => {
  it.each([
    ["create", 500, true],
    ["create", 501, true],
    ["create", 504, true],
    ["update", 502, true],
    ["delete", 500, true],
    ["get", 503, false],
    ["create", 307, false],
    ["create", 400, false],
    ["create", 409, false],
    ["create", 429, false],
    ["update", 404, false],
  ] as const)("of a %s with %i is ambiguous: %s", async (method, status, isAmbiguous) => {
    const error = await failureAt([[status, "{}"]], method);
    expect(isVtnProblemError(error)).toBe(true);
    expect(error).toMatchObject({ status, isAmbiguous });
  });

  it("of a PUT is ambiguous also when only its first try may have been acted on", async () => {
    const answers = [
      [503, ""],
      [400, "{}"],
    ] as const;
    expect(await failureAt(answers, "update")).toMatchObject({ status: 400, isAmbiguous: true });
  });
});

describe("a success that is none of the protocol", () => {
  it.each([
    ["create", 201, "<html>", true],
    ["create", 200, "", true],
    ["create", 201, "{}", true],
    ["update", 200, "[]", true],
    ["delete", 204, "", true],
    ["get", 200, "<html>", false],
  ] as const)("to a %s, %i %j, is ambiguous: %s", async (method, status, body, isAmbiguous) => {
    const error = await failureAt([[status, body]], method);
    expect(isVtnAnswerError(error)).toBe(true);
    expect(error).toMatchObject({
      status,
      isAmbiguous,
      isRetryable: false,
      message: expect.stringContaining(`was answered with ${status}`),
    });
  });

  it.each([
    ["  \n<!doctype html><p>s3cret", "it is no JSON, but a web page"],
    ["", "it is no JSON, but empty"],
    ["s3cret", "it is no JSON;"],
  ])("is told without a word of it: %j", async (body, fault) => {
    const error = await failureAt([[201, body]], "create");
    expect(String(error)).toContain(fault);
    expect(String(error)).not.toContain("s3cret");
  });

  it("is ambiguous in the flat dialect too, but not where a VEN is known already", async () => {
    await using server = await startHostileServer((request, response) =>
      request.method === "POST" && request.url === "/openadr3/vens"
        ? answerJson(response, 409, {})
        : response.end("[]"),
    );
    await using client = new VenClient({ vtnUrl: server.vtnUrl, venName: "Herning" });
    const known: unknown = await client.registerVen().catch((reason: unknown) => reason);
    expect(known).toMatchObject({ code: "VTN_ANSWER_INVALID", status: 409, isAmbiguous: false });
    await using broken = await startHostileServer((_, response) => response.end("{}"));
    await using other = new VenClient({ vtnUrl: broken.vtnUrl, venName: "Herning" });
    const faulty: unknown = await other.registerVen().catch((reason: unknown) => reason);
    expect(faulty).toMatchObject({ code: "VTN_ANSWER_INVALID", status: 200, isAmbiguous: true });
  });
});
